#version 330 core
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 colour;
layout(location = 3) in float value;
layout(location = 4) in uvec2 identity;  // layer, index

uniform mat4 clip_from_body;
uniform vec4 section;    // kept: dot(section.xyz, position) <= section.w
uniform vec4 layers[9];  // opacity, whether clipped, gloss, flatness; the last one: things that are not layers

// Packed tightly: what goes from corners to pixels is dear in software.
out Surface {
  vec4 normal;         // w: 1 where there is a value
  vec4 colour;         // w: the value
  flat uint identity;  // layer + 256 x index
} surface;

#if defined(EDGES) || defined(FLOOR)
out vec3 place;
#endif

void main() {
  // NaN says that there is no value; compared as bits, since a driver may assume that there are no NaN
  bool known = (floatBitsToUint(value) & 0x7fffffffu) <= 0x7f800000u;
  surface.normal = vec4(normal, known ? 1.0 : 0.0);
  surface.colour = vec4(colour, known ? value : 0.0);
  surface.identity = identity.x + 256u * identity.y;
#if defined(EDGES) || defined(FLOOR)
  place = position;
#endif
  gl_ClipDistance[0] = layers[identity.x].y > 0.5 ? section.w - dot(section.xyz, position) : 1.0;
  gl_Position = clip_from_body * vec4(position, 1.0);
}
