#version 330 core
uniform sampler2D depth;
uniform vec2 planes;  // near, far [m]
uniform int divisor;
out float distance_m;  // along the line of sight; far away where nothing is

void main() {
  float z = texelFetch(depth, ivec2(gl_FragCoord.xy) * divisor, 0).r;
  distance_m = z >= 1.0 ? 1.0e4 : planes.x * planes.y / (planes.y - z * (planes.y - planes.x));
}
