// What a report's charts do under the pointer, where scripts run: values at a moment, a series hidden by its
// entry in the legend, the wheel to zoom, a double click back. Without scripts the page is whole all the
// same.
#pragma once

namespace backroll {

const char* page_script();  // with its <script> tags

}  // namespace backroll
