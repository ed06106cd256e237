#version 330 core
in vec2 place;
uniform vec3 colour;
uniform float gradient;  // how much lighter the upper middle is
out vec4 fragment;

void main() {
  vec2 d = (place - vec2(0.5, 0.62)) * vec2(1.1, 1.25);
  float lift = gradient * (1.0 - smoothstep(0.0, 0.85, length(d)) - 0.35);
  // a little noise hides the steps between the 256 levels
  float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  fragment = vec4(colour + lift + (gradient == 0.0 ? 0.0 : noise / 255.0), 1.0);
}
