#version 330 core
layout(location = 0) in vec3 position;
layout(location = 2) in vec3 colour;
uniform mat4 clip_from_body;
uniform float size;  // [pixels]
out vec3 dot_colour;

void main() {
  dot_colour = colour;
  gl_PointSize = size;
  gl_Position = clip_from_body * vec4(position, 1.0);
}
