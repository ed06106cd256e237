#version 330 core
layout(triangles) in;
layout(triangle_strip, max_vertices = 3) out;

in Surface {
  vec4 normal;
  vec4 colour;
  flat uint identity;
} corner[];
in vec3 place[];

out Surface {
  vec4 normal;
  vec4 colour;
  flat uint identity;
} surface;
out vec3 edge;  // 0 on the triangle's edges

void main() {
  // the longest edge is the diagonal of a quadrilateral: left out
  vec3 size = vec3(distance(place[1], place[2]), distance(place[2], place[0]), distance(place[0], place[1]));
  vec3 hidden = step(vec3(max(size.x, max(size.y, size.z))), size);
  for (int k = 0; k < 3; ++k) {
    surface.normal = corner[k].normal;
    surface.colour = corner[k].colour;
    surface.identity = corner[k].identity;
    edge = max(hidden, vec3(k == 0, k == 1, k == 2));
    gl_ClipDistance[0] = gl_in[k].gl_ClipDistance[0];
    gl_Position = gl_in[k].gl_Position;
    EmitVertex();
  }
  EndPrimitive();
}
