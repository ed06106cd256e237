#version 330 core
uniform sampler2D picture;
uniform int factor;
out vec4 fragment;

void main() {
  ivec2 first = ivec2(gl_FragCoord.xy) * factor;
  vec3 sum = vec3(0.0);
  for (int y = 0; y < factor; ++y)
    for (int x = 0; x < factor; ++x) sum += texelFetch(picture, first + ivec2(x, y), 0).rgb;
  fragment = vec4(sum / float(factor * factor), 1.0);
}
