#version 330 core
// The mean over the 4 x 4 pattern of occlusion.frag, of neighbours on the same surface; once across, once upward.
uniform sampler2D occlusion;
uniform ivec2 direction;
out vec2 open_part;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy), last = textureSize(occlusion, 0) - 1;
  vec2 here = texelFetch(occlusion, pixel, 0).rg;
  float sum = here.r, weight = 1.0;
  for (int k = -2; k < 2; ++k) {
    vec2 there = texelFetch(occlusion, clamp(pixel + k * direction, ivec2(0), last), 0).rg;
    float w = k == 0 ? 0.0 : max(1.0 - abs(there.g - here.g) * 80.0, 0.0);
    sum += w * there.r;
    weight += w;
  }
  open_part = vec2(sum / weight, here.g);
}
