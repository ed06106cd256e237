#version 330 core
// How much of the half-space over a point is filled by what lies near it in the picture: points of the depth picture
// on a spiral about it, each counted by how far it rises over the tangent plane, less with its distance.
const int taps = 12;
uniform sampler2D depth;    // line_depth.frag
uniform sampler2D picture;  // its alpha says how much of the darkening a pixel takes
uniform vec2 spiral[taps];  // unit disc
uniform vec2 size;          // of this picture
uniform vec2 view_slope;    // half width and height of the picture 1 m away
uniform float radius;       // [m]
uniform int divisor;
out vec2 open_part;  // and the depth again, for the passes that follow

vec3 point_at(ivec2 pixel) {
  float d = texelFetch(depth, clamp(pixel, ivec2(0), ivec2(size) - 1), 0).r;
  vec2 ndc = 2.0 * (vec2(pixel) + 0.5) / size - 1.0;
  return vec3(ndc * view_slope, -1.0) * d;
}

// The smaller of two differences stays on the surface where one of them crosses an edge.
vec3 smaller(vec3 a, vec3 b) { return dot(a, a) < dot(b, b) ? a : b; }

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec3 p = point_at(pixel);
  vec3 across = smaller(point_at(pixel + ivec2(1, 0)) - p, p - point_at(pixel - ivec2(1, 0)));
  vec3 upward = smaller(point_at(pixel + ivec2(0, 1)) - p, p - point_at(pixel - ivec2(0, 1)));
  vec3 n = normalize(cross(across, upward));

  float reach = min(radius * 0.5 * size.y / (view_slope.y * -p.z), 0.12 * size.y);  // [pixels]
  float angle = 0.98174770 * float((pixel.x & 3) * 4 + (pixel.y & 3));
  mat2 turn = reach * mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
  float r2 = radius * radius, sum = 0.0;
  int count = p.z < -1.0e3 ? 0 : taps;  // nothing on the background
  for (int t = 0; t < count; ++t) {
    vec3 v = point_at(pixel + ivec2(turn * spiral[t])) - p;
    float near = max(r2 - dot(v, v), 0.0) / r2;
    sum += near * max(dot(v, n) + 0.0012 * p.z, 0.0) * inversesqrt(dot(v, v) + 1.0e-8);
  }
  float taken = texelFetch(picture, pixel * divisor, 0).a;
  open_part = vec2(clamp(1.0 - 2.4 * taken * sum / float(taps), 0.0, 1.0), -p.z);
}
