using Infrar.Core.Checks;

namespace Infrar.Cli.Decisions;

/// <summary>A severity as shape, word and colour: octagon, triangle, diamond, ring.</summary>
internal static class SeverityMark
{
    /// <summary>The shapes, once in a page; <see cref="Icon"/> refers to them.</summary>
    public static Html Shapes { get; } =
        Html.Of(
            $"""
            <svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs>
            <symbol id="i-critical" viewBox="0 0 16 16"><path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" fill="currentColor" stroke="none"/><path d="M8 4.6v3.8M8 11v.1" class="hole"/></symbol>
            <symbol id="i-high" viewBox="0 0 16 16"><path d="M8 2 14.5 13.5h-13z" fill="currentColor"/><path d="M8 6.5v3M8 11.6v.1" class="hole"/></symbol>
            <symbol id="i-medium" viewBox="0 0 16 16"><path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="currentColor"/><path d="M8 5v3.4M8 10.9v.1" class="hole"/></symbol>
            <symbol id="i-low" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.2"/></symbol>
            <symbol id="i-ok" viewBox="0 0 16 16"><path d="m3.500 8.500 3 3 6-7"/></symbol>
            <symbol id="i-no" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/><path d="m4 12 8-8"/></symbol>
            </defs></svg>

            """
        );

    /// <summary>The shape alone; a word must stand beside it.</summary>
    public static Html Icon(Severity severity) =>
        Html.Of($"""<span class="{Name(severity)}">{Sign(Name(severity))}</span>""");

    /// <summary>Shape and word on their soft ground.</summary>
    public static Html Pill(Severity severity) =>
        Html.Of(
            $"""<span class="pill p-{Name(severity)}">{Sign(Name(severity))}{DecisionWords.Word(severity)}</span>"""
        );

    /// <summary>One of the shapes.</summary>
    public static Html Sign(string name) =>
        Html.Of($"""<svg class="i" aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>""");

    private static string Name(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.High => "high",
            Severity.Medium => "medium",
            Severity.Low => "low",
        };
}
