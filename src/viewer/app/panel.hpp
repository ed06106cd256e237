// The panel at the left: what is computed, how it is shown, what is read off. Part of draw_ui().
#pragma once

#include "viewer/app/app.hpp"
#include "viewer/ui/bar_plot.hpp"

namespace backroll {

void draw_panel(App& app);
void draw_views(App& app, const DrawView& draw_view);
void draw_share_bars(App& app);
float share_bars_height(const App& app);  // [pixel]
void draw_charts(App& app);
void draw_menu(App& app);
void draw_dialogs(App& app);
void handle_keys(App& app);
void draw_status(App& app);

ImU32 to_colour(const glm::vec3& srgb);
// Times, values and names of what the time plot shows, as CSV text; and the plot as SVG.
std::string chart_csv(const App& app);
std::string chart_svg(const App& app);
TimePlotData chart_data(const App& app);
BarPlotData bar_data(const App& app);  // beside it; one a vertebra or functional spinal unit

// "T8" for a place along the spine [m].
const std::string& level_words(const App& app, double arc);

}  // namespace backroll
