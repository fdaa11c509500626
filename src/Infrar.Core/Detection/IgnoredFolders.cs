using System.Collections.Frozen;

namespace Infrar.Core.Detection;

/// <summary>Folders that hold other people's code, what a build made, tests, examples and documentation.</summary>
internal static class IgnoredFolders
{
    private static readonly FrozenSet<string> Names = (
        "node_modules bower_components vendor third_party third-party site-packages venv __pycache__ dist build out target obj bin "
        + "test tests __tests__ spec specs testdata fixtures e2e cypress integration-tests testing example examples sample samples "
        + "demo demos bench benchmark benchmarks docs doc documentation templates template boilerplate playground tutorials "
        + "tools scripts hack storybook"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Endings =
    [
        ".tests",
        ".test",
        ".unittests",
        ".integrationtests",
        ".functionaltests",
        ".benchmarks",
        "-tests",
        "-e2e",
        "_test",
        "-example",
    ];

    /// <summary>Whether a file lies in such a folder, or in a hidden one.</summary>
    internal static bool Hold(string path)
    {
        var parts = path.ToLowerInvariant().Split('/');
        return parts
            .Take(parts.Length - 1)
            .Any(p =>
                p.StartsWith('.') || Names.Contains(p) || Endings.Any(e => p.EndsWith(e, StringComparison.Ordinal))
            );
    }
}
