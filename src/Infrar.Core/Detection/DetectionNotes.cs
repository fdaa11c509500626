using Infrar.Core.Diagnostics;

namespace Infrar.Core.Detection;

/// <summary>What detection says beside its proposals; none of it keeps the manifest from being used.</summary>
internal static class DetectionNotes
{
    internal static Diagnostic NothingFound() =>
        Note(
            "DET001",
            "Nothing was found that runs or is served.",
            new(".", 1, 1),
            "Run infrar init without --from, and describe the system by hand."
        );

    internal static Diagnostic Unreadable(string file) =>
        Note(
            "DET002",
            $"{file} cannot be read as what its name says.",
            new(file, 1, 1),
            "Mend the file, or describe by hand what it says."
        );

    internal static Diagnostic Cut(string what) =>
        Note(
            "DET003",
            $"There are more {what} than detection looks at; the deepest were left out.",
            new(".", 1, 1),
            "Point detection at the folder that holds the system."
        );

    internal static Diagnostic LeftOut(string what, string why, string file, int line) =>
        Note(
            "DET004",
            $"{what} was left out: {why}.",
            new(file, line, 1),
            "Add it to the manifest by hand if it runs in production."
        );

    internal static Diagnostic Unmet(string product, string saw, string file, int line) =>
        Note(
            "DET005",
            $"{saw} speaks of {product}, for which the manifest has no kind.",
            new(file, line, 1),
            $"Run {product} outside the manifest; state its address under 'environment' and its password under 'secrets'."
        );

    internal static Diagnostic Release(string file, int line) =>
        Note(
            "DET006",
            "The release command has to run before each release, which a manifest does not say.",
            new(file, line, 1),
            "Let the pipeline run it, or the container's start."
        );

    internal static Diagnostic NoImage(string name, string file) =>
        Note(
            "DET007",
            $"{name} has no Dockerfile, so its image has to be made some other way.",
            new(file, 1, 1),
            "Add a Dockerfile, use a buildpack, or state 'image'."
        );

    internal static Diagnostic Variables(string file, int line, string names) =>
        Note(
            "DET008",
            $"Variables without a proposal: {names}.",
            new(file, line, 1),
            "State those that production needs under 'environment'."
        );

    private static Diagnostic Note(string code, string message, SourceLocation at, string mend) =>
        new(code, DiagnosticSeverity.Warning, message, at, mend);
}
