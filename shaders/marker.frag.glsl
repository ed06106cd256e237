#version 330 core
in vec3 dot_colour;
uniform float size;
out vec4 fragment;

void main() {
  float from_middle = length(gl_PointCoord - 0.5) * size, soft = 1.0, outer = 0.5 * size - soft;
  vec3 colour = mix(dot_colour, vec3(1.0), smoothstep(-soft, soft, from_middle - 0.68 * outer));
  fragment = vec4(colour, 1.0 - smoothstep(-soft, soft, from_middle - outer));
}
