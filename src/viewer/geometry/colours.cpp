#include "viewer/geometry/colours.hpp"

namespace backroll {

glm::vec3 tissue_colour(Tissue tissue) {
  switch (tissue) {
    case Tissue::bone:
      return kBoneColour;
    case Tissue::skin:
      return kSkinColour;
    case Tissue::fat:
      return {0.93f, 0.83f, 0.55f};
    case Tissue::trapezius:
      return {0.76f, 0.38f, 0.33f};
    case Tissue::latissimus:
      return {0.66f, 0.27f, 0.25f};
    case Tissue::rhomboidei:
      return {0.85f, 0.56f, 0.39f};
    case Tissue::serratus_posterior:
      return {0.72f, 0.50f, 0.56f};
    case Tissue::infraspinatus:
      return {0.82f, 0.48f, 0.46f};
    case Tissue::supraspinatus:
      return {0.63f, 0.35f, 0.44f};
    case Tissue::teres:
      return {0.88f, 0.63f, 0.49f};
    case Tissue::serratus_anterior:
      return {0.70f, 0.45f, 0.30f};
    case Tissue::subscapularis:
      return {0.58f, 0.33f, 0.33f};
    case Tissue::longissimus:
      return {0.80f, 0.36f, 0.22f};
    case Tissue::iliocostalis:
      return {0.62f, 0.24f, 0.36f};
    case Tissue::spinalis:
      return {0.87f, 0.60f, 0.30f};
    case Tissue::multifidus:
      return {0.56f, 0.38f, 0.58f};
    case Tissue::quadratus_lumborum:
      return {0.71f, 0.55f, 0.34f};
    case Tissue::psoas:
      return {0.55f, 0.29f, 0.24f};
    case Tissue::obliqui:
      return {0.80f, 0.52f, 0.52f};
    case Tissue::gluteus_maximus:
      return {0.73f, 0.33f, 0.29f};
    case Tissue::gluteus_medius:
      return {0.83f, 0.50f, 0.35f};
    case Tissue::intercostal:
      return {0.64f, 0.42f, 0.39f};
    case Tissue::collum:
      return {0.75f, 0.58f, 0.54f};
    case Tissue::ligament:
      return {0.84f, 0.84f, 0.80f};
    case Tissue::deep:
      return {0.60f, 0.55f, 0.56f};
    case Tissue::count:
      break;
  }
  return {0.5f, 0.5f, 0.5f};
}

}  // namespace backroll
