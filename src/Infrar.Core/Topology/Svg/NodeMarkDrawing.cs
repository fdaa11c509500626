using System.Globalization;
using Infrar.Core.Checks;

namespace Infrar.Core.Topology.Svg;

/// <summary>Draws the mark of a node at the upper right corner of its card, where few edges arrive: shape, number, colour.</summary>
internal static class NodeMarkDrawing
{
    private const string Light = "--critical:#A8123A;--high:#B3390A;--medium:#7F5500;--low:#46607C";
    private const string Dark = "--critical:#FF8FA3;--high:#FF9A6B;--medium:#E3B341;--low:#9DB7D1";

    /// <summary>What the theme needs beside its own rules where there are marks.</summary>
    internal const string Css = $$$"""
        .infrar-topology{{{{Light}}}}
        @media(prefers-color-scheme:dark){.infrar-topology{{{{Dark}}}}}
        [data-theme=light] .infrar-topology,.infrar-topology[data-theme=light]{{{{Light}}}}
        [data-theme=dark] .infrar-topology,.infrar-topology[data-theme=dark]{{{{Dark}}}}
        .infrar-topology .finding rect{fill:var(--surface);stroke:currentColor;stroke-width:1.2}
        .infrar-topology .finding path,.infrar-topology .finding circle{fill:currentColor}
        .infrar-topology .finding .ring{fill:none;stroke:currentColor;stroke-width:1.8}
        .infrar-topology .finding .hole{stroke:var(--surface);stroke-width:1.8;stroke-linecap:round}
        .infrar-topology .finding text{font-size:11px;font-weight:600;fill:currentColor}
        .infrar-topology .critical{color:var(--critical)}
        .infrar-topology .high{color:var(--high)}
        .infrar-topology .medium{color:var(--medium)}
        .infrar-topology .low{color:var(--low)}

        """;

    /// <summary>The mark on a card.</summary>
    internal static string Of(NodeMark mark, Box box)
    {
        var digits = mark.Count.ToString(CultureInfo.InvariantCulture);
        var width = 26 + (7 * digits.Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<g class="finding {StyleOf(mark.Worst)}" transform="translate({box.Right - 10} {box.Y - 9})"><rect width="{width}" height="18" rx="9"/><g transform="translate(5 2) scale(.875)">{ShapeOf(mark.Worst)}</g><text x="21" y="13">{digits}</text></g>"""
        );
    }

    /// <summary>The mark in words: <c>3 findings, the gravest high</c>.</summary>
    internal static string Spoken(NodeMark mark) =>
        mark.Count == 1
            ? $"1 finding, {StyleOf(mark.Worst)}"
            : string.Create(CultureInfo.InvariantCulture, $"{mark.Count} findings, the gravest {StyleOf(mark.Worst)}");

    private static string StyleOf(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.High => "high",
            Severity.Medium => "medium",
            Severity.Low => "low",
        };

    private static string ShapeOf(Severity severity) =>
        severity switch
        {
            Severity.Critical =>
                """<path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z"/><path class="hole" d="M8 4.6v3.8M8 11v.1"/>""",
            Severity.High => """<path d="M8 2 14.5 13.5h-13z"/><path class="hole" d="M8 6.5v3M8 11.6v.1"/>""",
            Severity.Medium => """<path d="M8 1.8 14.2 8 8 14.2 1.8 8z"/><path class="hole" d="M8 5v3.4M8 10.9v.1"/>""",
            Severity.Low => """<circle class="ring" cx="8" cy="8" r="5.2"/>""",
        };
}
