#version 330 core
// What the opaque picture is multiplied by.
uniform sampler2D full_depth;
uniform sampler2D occlusion;  // blurred
uniform vec2 planes;          // near, far [m]
uniform int divisor;
out vec4 fragment;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy), last = textureSize(occlusion, 0) - 1;
  float d = planes.x * planes.y / (planes.y - texelFetch(full_depth, pixel, 0).r * (planes.y - planes.x));
  vec2 place = (vec2(pixel) + 0.5) / float(divisor) - 0.5;
  ivec2 corner = ivec2(floor(place));
  vec2 part = place - vec2(corner);
  float sum = 0.0, weight = 0.0;
  for (int c = 0; c < 4; ++c) {
    ivec2 step = ivec2(c & 1, c >> 1);
    vec2 there = texelFetch(occlusion, clamp(corner + step, ivec2(0), last), 0).rg;
    vec2 linear = mix(1.0 - part, part, vec2(step));
    float w = (linear.x * linear.y + 0.01) / (1.0 + 400.0 * abs(there.g - d));
    sum += w * there.r;
    weight += w;
  }
  // what is left in a crevice is a little warm
  fragment = vec4(mix(vec3(0.30, 0.26, 0.27), vec3(1.0), sum / weight), 1.0);
}
