using System.Globalization;
using System.Text;
using Infrar.Core.Manifests;

namespace Infrar.Core.Tests.Manifests;

[Collection(TimedTests.Name)]
public sealed class MutatedManifestTests
{
    private const int Shares = 4;
    private const int Count = 10_000;

    private static readonly string[] Tokens =
    [
        ":",
        "- ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!!int ",
        "<<: *staging",
        "null",
        "~",
        "true",
        "-1",
        "1e9",
        "99999999999999999999999999999999",
        "0x10",
        "2 GiB",
        "10.0.0.0/33",
        "${nobody.host}",
        "---\n",
        "...",
        "%YAML 1.1\n",
        "#",
        "\0",
        "\uFEFF",
        "\uD800",
        "\u2028",
        "🦆",
        "kind: sidecar",
        "extends: aws",
        "? ",
        "\\",
        "\r",
    ];

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, Shares)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Ten_thousand_mutations_are_read_or_refused_with_a_place_in_the_file(int part)
    {
        var refused = 0;
        for (var seed = part; seed < Count; seed += Shares)
        {
            var text = Mutate(new Random(seed));

            var reading = TimedReading.Of(text, $"seed {seed}");

            if (reading.Manifest is not null)
            {
                ResolveAll(reading.Manifest);
                continue;
            }

            refused++;
            Assert.NotEmpty(reading.Diagnostics);
            var lines = text.Split('\n');
            Assert.All(
                reading.Diagnostics,
                d =>
                {
                    Assert.InRange(d.Location.Line, 1, lines.Length);
                    Assert.InRange(d.Location.Column, 1, lines[d.Location.Line - 1].Length + 1);
                    Assert.NotEmpty(d.Message);
                    Assert.NotEmpty(d.Mend);
                }
            );
        }

        Assert.InRange(refused, Count / Shares / 2, Count / Shares);
    }

    private static void ResolveAll(Manifest manifest)
    {
        foreach (var environment in manifest.Environments)
        {
            foreach (var strategy in environment.Strategies)
            {
                Assert.True(manifest.Resolve(environment.Name, strategy).Succeeded(out _, out _));
            }
        }
    }

    private static string Mutate(Random random)
    {
        var text = InfrarManifest.Text;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            text = random.Next(8) switch
            {
                0 => Splice(text, random.Next(text.Length), 1, ((char)random.Next(1, 256)).ToString()),
                1 => Splice(text, random.Next(text.Length), random.Next(40), ""),
                2 => Splice(text, random.Next(text.Length), random.Next(4), Tokens[random.Next(Tokens.Length)]),
                3 => SwapLines(text, random),
                4 => SwapSubtrees(text, random),
                5 => RepeatLine(text, random),
                6 => ReplaceWord(text, random),
                _ => text[..random.Next(text.Length)],
            };
            if (text.Length is 0)
            {
                return text;
            }
        }

        return text;
    }

    private static string Splice(string text, int at, int length, string with) =>
        string.Concat(text.AsSpan(0, at), with, text.AsSpan(Math.Min(text.Length, at + length)));

    private static string SwapLines(string text, Random random)
    {
        var lines = text.Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }

    private static string RepeatLine(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[random.Next(lines.Count)];
        lines.Insert(random.Next(lines.Count), new string(' ', random.Next(3) * 2) + line);
        return string.Join('\n', lines);
    }

    /// <summary>Swaps two blocks of lines, each a field with all that is indented below it.</summary>
    private static string SwapSubtrees(string text, Random random)
    {
        var lines = text.Split('\n');
        var first = Subtree(lines, random.Next(lines.Length));
        var second = Subtree(lines, random.Next(lines.Length));
        if (first.End > second.Start)
        {
            (first, second) = (second, first);
        }

        if (first.End > second.Start)
        {
            return text;
        }

        string[] swapped =
        [
            .. lines[..first.Start],
            .. lines[second.Start..second.End],
            .. lines[first.End..second.Start],
            .. lines[first.Start..first.End],
            .. lines[second.End..],
        ];
        return string.Join('\n', swapped);
    }

    private static (int Start, int End) Subtree(string[] lines, int start)
    {
        var depth = Depth(lines[start]);
        var end = start + 1;
        while (end < lines.Length && Depth(lines[end]) > depth)
        {
            end++;
        }

        return (start, end);
    }

    private static int Depth(string line) => line.Length - line.TrimStart(' ').Length;

    private static string ReplaceWord(string text, Random random)
    {
        var words = text.Split(' ');
        words[random.Next(words.Length)] = random.Next(2) is 0
            ? words[random.Next(words.Length)]
            : random.Next().ToString(CultureInfo.InvariantCulture);
        return new StringBuilder().AppendJoin(' ', words).ToString();
    }
}
