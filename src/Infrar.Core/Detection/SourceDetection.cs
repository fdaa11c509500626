using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>How sure detection is of what it says, rising.</summary>
public enum Sureness
{
    /// <summary>A convention; somebody should look.</summary>
    Guess,

    /// <summary>It follows from what is there, in most projects of that sort.</summary>
    Likely,

    /// <summary>The sources state it.</summary>
    Certain,
}

/// <summary>What a proposal rests on.</summary>
/// <param name="File">Path in the source tree.</param>
/// <param name="Line">First line is 1.</param>
/// <param name="Saw">What stands there and what follows from it; never a secret's value.</param>
/// <param name="Sureness">How sure that is.</param>
public sealed record Evidence(string File, int Line, string Saw, Sureness Sureness)
{
    /// <summary><c>file:line</c>.</summary>
    public string Place => string.Create(null, $"{File}:{Line}");
}

/// <summary>A proposed component.</summary>
/// <param name="Name">Key in the manifest.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Folder">Folder of its sources; empty for the root, and for what has none.</param>
/// <param name="Uses">Names of the components that it uses.</param>
/// <param name="Evidence">What it rests on, the surest first.</param>
public sealed record DetectedComponent(
    string Name,
    ComponentKind Kind,
    string Folder,
    ImmutableArray<string> Uses,
    ImmutableArray<Evidence> Evidence
)
{
    /// <summary>What decides how its image is made; null where it has none of its own.</summary>
    public DetectedProgram? Program { get; init; }

    /// <summary>As sure as its surest evidence.</summary>
    public Sureness Sureness => Evidence.IsEmpty ? Sureness.Guess : Evidence[0].Sureness;
}

/// <summary>What detection knows of a program beyond its place.</summary>
/// <param name="Dockerfile">Path of the Dockerfile that builds it; empty for none.</param>
/// <param name="Port">Port that it listens on; 0 when that is not known.</param>
/// <param name="Health">Path that it answers while it is well; empty when none is known.</param>
/// <param name="BuildCommand">Command that builds a site; empty for none.</param>
/// <param name="Output">Folder of a site's finished files below its own; empty for none.</param>
public sealed record DetectedProgram(string Dockerfile, int Port, string Health, string BuildCommand, string Output);

/// <summary>What a source tree seems to consist of, and the manifest that says so.</summary>
/// <param name="System">Name of the system.</param>
/// <param name="Components">Its components in the order of the manifest.</param>
/// <param name="Notes">What was left out and why, and what a manifest cannot say, in order of place.</param>
/// <param name="Files">Number of files that were looked at, by name at least.</param>
/// <param name="Manifest">Text of the proposed <c>infrar.yaml</c>, which reads without errors; empty without components.</param>
public sealed record SourceDetection(
    string System,
    ImmutableArray<DetectedComponent> Components,
    ImmutableArray<Diagnostic> Notes,
    int Files,
    string Manifest
);
