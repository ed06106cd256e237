#version 330 core
// Compiled with DATA_VIEW, FLOOR, TRANSLUCENT or none of them, and with EDGES or not where there is light: a renderer
// in software pays for every line that is there, taken or not.
const uint muscle = 1u, section_layer = 5u, person = 7u;

in Surface {
  vec4 normal;         // w: 1 where there is a value
  vec4 colour;         // w: the value
  flat uint identity;  // layer + 256 x index
} surface;

uniform vec4 layers[9];     // opacity, whether clipped, gloss, flatness
uniform vec3 up;            // of the turntable
uniform vec3 to_eye;        // unit, from the middle of the picture
uniform vec3 key_light;     // unit, towards the light
uniform vec3 fill_light;
uniform vec3 half_way;      // between key light and eye
uniform sampler2D colours;  // one row
uniform vec2 range;         // minimum, 1 / (maximum - minimum)
uniform bool diverging;
uniform float faded_part;   // of the range
uniform vec3 over_colour;
uniform bool keep_field;    // alpha tells the occlusion pass how little to darken
uniform int highlight;      // identity, or -1
uniform vec4 floor_disc;    // centre, radius at which the floor has faded out

out vec4 fragment;

// The field's colour, and in w how much of it shows over the base colour; `size`: of the value, 0..1 of the range.
vec4 field_colour(out float size) {
  float t = (surface.colour.w - range.x) * range.y;
  size = diverging ? abs(2.0 * t - 1.0) : t;
  int last = textureSize(colours, 0).x - 1;
  vec3 colour = texelFetch(colours, ivec2(int(clamp(t, 0.0, 1.0) * float(last) + 0.5), 0), 0).rgb;
  if (t > 1.0 || (diverging && t < 0.0)) colour = over_colour;
  return vec4(colour, smoothstep(0.0, faded_part, size) * surface.normal.w);
}

// Light on a surface of base colour 1: sky and ground, a key light that wraps round soft tissue with a warm edge, and
// a fill.
vec3 light_on(vec3 n, float facing, bool soft) {
  vec3 wrap = soft ? vec3(0.34, 0.22, 0.18) : vec3(0.12);
  vec3 key = clamp((dot(n, key_light) + wrap) / (1.0 + wrap), 0.0, 1.0);
  float fill = max(dot(n, fill_light), 0.0), grazing = 1.0 - facing;
  vec3 sky = mix(vec3(0.20, 0.19, 0.20), vec3(0.42, 0.44, 0.47), 0.5 + 0.5 * dot(n, up));
  return sky + key * vec3(0.70, 0.68, 0.64) + fill * vec3(0.13, 0.15, 0.18) +
         0.10 * grazing * grazing * grazing;
}

#ifdef FLOOR
in vec3 place;
#endif

#ifdef EDGES
in vec3 edge;  // 0 on the triangle's edges

// How much of a line is seen here; crowded lines fade.
float edge_shown() {
  vec3 width = fwidth(edge);
  vec3 near = 1.0 - smoothstep(vec3(0.0), 1.1 * width, edge);
  float crowded = max(width.x, max(width.y, width.z));
  return max(near.x, max(near.y, near.z)) * (1.0 - smoothstep(0.15, 0.45, crowded));
}
#endif

void main() {
  uint layer = surface.identity & 255u;
  vec4 kind = layers[layer];
  float size;
  vec4 field = field_colour(size);
  vec3 base = mix(surface.colour.rgb, field.rgb, field.w);
#ifdef DATA_VIEW
  fragment = vec4(base, kind.x);
#else
  float alpha = keep_field ? 1.0 - 0.6 * field.w : 1.0;
#ifdef FLOOR
  alpha = kind.x * (1.0 - smoothstep(0.25, 1.0, distance(place, floor_disc.xyz) / floor_disc.w));
  if (alpha < 0.01) discard;
#endif

  vec3 n = surface.normal.xyz * inversesqrt(dot(surface.normal.xyz, surface.normal.xyz));
  if (!gl_FrontFacing) n = -n;
  float facing = clamp(dot(n, to_eye), 0.0, 1.0);
  float flatness = max(kind.w, 0.55 * field.w);
  vec3 light = mix(light_on(n, facing, layer <= muscle), vec3(0.97), flatness);
  float shine = max(dot(n, half_way), 0.0);
  shine *= shine, shine *= shine, shine *= shine;
  vec3 colour = base * base * light + kind.z * (1.0 - 0.6 * field.w) * shine * shine * shine;  // squares: near linear
  if (int(surface.identity) == highlight)
    colour = mix(colour * 1.35, vec3(1.0, 0.92, 0.70), 0.16 + 0.5 * (1.0 - facing) * (1.0 - facing));
  colour = sqrt(clamp(colour, 0.0, 1.0));
#ifdef EDGES
  if (layer <= muscle || layer == section_layer) colour *= 1.0 - 0.45 * edge_shown();
#endif
#ifdef TRANSLUCENT
  // strong values and grazing views hide what lies behind
  float grazing = (1.0 - facing) * (1.0 - facing);
  alpha = mix(kind.x, 1.0, 0.35 * grazing);
  if (layer == person) {  // an outline, or limbs before the trunk would not be told from it
    alpha = mix(kind.x, 1.0, 0.9 * grazing);
    colour *= 1.0 - 0.6 * grazing;
  }
  alpha = mix(alpha, max(alpha, 0.94), smoothstep(0.04, 0.45, size) * surface.normal.w);
#endif
  fragment = vec4(colour, alpha);
#endif
}
