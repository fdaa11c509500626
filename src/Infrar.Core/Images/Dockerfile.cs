using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infrar.Core.Images;

/// <summary>An instruction of a Dockerfile.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Keyword">In capitals, such as <c>FROM</c>.</param>
/// <param name="Text">What follows, on one line.</param>
public sealed record DockerInstruction(int Line, string Keyword, string Text);

/// <summary>An image that a Dockerfile takes from elsewhere.</summary>
/// <param name="Line">The instruction's line, from 1.</param>
/// <param name="Stated">As it stands there.</param>
/// <param name="Name">With the file's own arguments put in; null where one has no value.</param>
public sealed record DockerImage(int Line, string Stated, string? Name);

/// <summary>A Dockerfile, read as far as one has to know before it is run: its stages and the images that it takes.</summary>
public sealed partial class Dockerfile
{
    /// <summary>Most characters of a Dockerfile.</summary>
    public const int Longest = 256 * 1024;

    private const int MostInstructions = 2_000;

    private static readonly SearchValues<char> Unclear = SearchValues.Create("*?[]${}<\"");

    private Dockerfile(
        string text,
        ImmutableArray<DockerInstruction> instructions,
        ImmutableArray<DockerImage> images,
        int stages
    ) => (Text, Instructions, Images, Stages) = (text, instructions, images, stages);

    /// <summary>The file.</summary>
    public string Text { get; }

    /// <summary>Its instructions in order.</summary>
    public ImmutableArray<DockerInstruction> Instructions { get; }

    /// <summary>Images that it takes from elsewhere, in order, each mention: none that is a stage of its own, nor <c>scratch</c>.</summary>
    public ImmutableArray<DockerImage> Images { get; }

    /// <summary>How many stages it has.</summary>
    public int Stages { get; }

    /// <summary>Instructions of the last stage, which makes the image.</summary>
    public IEnumerable<DockerInstruction> Last =>
        Instructions.Skip(Math.Max(0, Instructions.ToList().FindLastIndex(i => i.Keyword is "FROM")));

    /// <summary>Reads a Dockerfile.</summary>
    /// <param name="text">The file; treated as hostile.</param>
    /// <param name="arguments">Values for its arguments, which go before the file's own.</param>
    public static Dockerfile Parse(string text, IReadOnlyDictionary<string, string>? arguments = null)
    {
        var instructions = Split(text.Length > Longest ? text[..Longest] : text);
        var values = new Dictionary<string, string>(
            arguments ?? new Dictionary<string, string>(),
            StringComparer.Ordinal
        );
        var stages = new List<string>();
        var images = ImmutableArray.CreateBuilder<DockerImage>();
        foreach (var instruction in instructions)
        {
            switch (instruction.Keyword)
            {
                case "ARG" when stages.Count is 0:
                    foreach (var (name, value) in Assignments(instruction.Text))
                    {
                        _ = values.TryAdd(name, Substitute(value, values) ?? "");
                    }

                    break;
                case "FROM":
                    var (image, stage) = From(instruction.Text);
                    Add(instruction, image);
                    stages.Add(stage);
                    break;
                default:
                    foreach (var source in Sources(instruction))
                    {
                        Add(instruction, source);
                    }

                    break;
            }
        }

        return new(text, instructions, images.ToImmutable(), stages.Count);

        void Add(DockerInstruction at, string stated)
        {
            var name = Substitute(stated, values);
            var isStage = name is null or ""
                ? name is ""
                : stages.Contains(name, StringComparer.OrdinalIgnoreCase)
                    || (int.TryParse(name, out var index) && index >= 0 && index < stages.Count);
            if (!isStage && name is not "scratch")
            {
                images.Add(new(at.Line, stated, name));
            }
        }
    }

    /// <summary>The same file with other images in the places where it takes one.</summary>
    /// <param name="replace">The image for each mention.</param>
    public string With(Func<DockerImage, string> replace)
    {
        var lines = Text.ReplaceLineEndings("\n").Split('\n');
        foreach (var group in Images.GroupBy(i => i.Line))
        {
            foreach (var image in group)
            {
                // An instruction may go over several lines; the image stands on the first that names it.
                for (var at = image.Line - 1; at < lines.Length; at++)
                {
                    var place = Mention(lines[at], image.Stated);
                    if (place < 0)
                    {
                        continue;
                    }

                    lines[at] = string.Concat(
                        lines[at].AsSpan(0, place),
                        replace(image),
                        lines[at].AsSpan(place + image.Stated.Length)
                    );
                    break;
                }
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Paths that it copies out of its context, as they stand there; none of those with patterns or variables.</summary>
    public IEnumerable<string> Copied() =>
        Instructions
            .Where(i => i.Keyword is "COPY" or "ADD" && !i.Text.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(i => Words(i.Text).Where(w => !w.StartsWith("--", StringComparison.Ordinal)).SkipLast(1))
            .Where(w => !w.AsSpan().ContainsAny(Unclear) && !w.Contains("://", StringComparison.Ordinal))
            .Select(w => (w.StartsWith("./", StringComparison.Ordinal) ? w[2..] : w).Trim('/'))
            .Where(w => w is not ("" or "."));

    private static int Mention(string line, string stated)
    {
        for (var from = 0; ; from++)
        {
            from = line.IndexOf(stated, from, StringComparison.Ordinal);
            if (from < 0)
            {
                return -1;
            }

            var end = from + stated.Length;
            var begins = from is 0 || line[from - 1] is ' ' or '\t' or '=' or '"' or '\'' or ',';
            if (begins && (end == line.Length || line[end] is ' ' or '\t' or '"' or '\'' or ',' or '\\' or '\r'))
            {
                return from;
            }
        }
    }

    private static ImmutableArray<DockerInstruction> Split(string text)
    {
        var instructions = ImmutableArray.CreateBuilder<DockerInstruction>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var escape = lines.Take(5).Any(l => Escape().IsMatch(l)) ? '`' : '\\';
        for (var at = 0; at < lines.Length && instructions.Count < MostInstructions; at++)
        {
            var first = at;
            var whole = new StringBuilder();
            for (; at < lines.Length; at++)
            {
                var line = lines[at].Trim();
                // Comments and, as builders have it, empty lines within an instruction are passed over.
                if (line is "" || line[0] is '#')
                {
                    if (whole.Length is 0)
                    {
                        break;
                    }

                    continue;
                }

                var goesOn = line[^1] == escape;
                whole.Append(goesOn ? line[..^1] : line).Append(' ');
                if (!goesOn)
                {
                    break;
                }
            }

            var words = whole.ToString().Trim();
            if (words is "")
            {
                continue;
            }

            var space = words.AsSpan().IndexOfAny(' ', '\t');
            var keyword = (space < 0 ? words : words[..space]).ToUpperInvariant();
            instructions.Add(new(first + 1, keyword, space < 0 ? "" : words[space..].Trim()));
            at = AfterHeredocs(lines, at, keyword, words);
        }

        return instructions.ToImmutable();
    }

    // What stands in a here-document is no instruction, whatever it looks like.
    private static int AfterHeredocs(string[] lines, int at, string keyword, string words)
    {
        if (keyword is not ("RUN" or "COPY" or "ADD"))
        {
            return at;
        }

        foreach (Match mark in Heredoc().Matches(words))
        {
            for (at++; at < lines.Length && lines[at].Trim('\t') != mark.Groups["word"].Value; at++) { }
        }

        return at;
    }

    private static (string Image, string Stage) From(string text)
    {
        var words = Words(text).SkipWhile(w => w.StartsWith("--", StringComparison.Ordinal)).ToList();
        var stage = words.Count > 2 && words[1].Equals("AS", StringComparison.OrdinalIgnoreCase) ? words[2] : "";
        return (words.FirstOrDefault(""), stage);
    }

    private static IEnumerable<string> Sources(DockerInstruction instruction) =>
        instruction.Keyword switch
        {
            "COPY" or "ADD" => Words(instruction.Text)
                .TakeWhile(w => w.StartsWith("--", StringComparison.Ordinal))
                .Where(w => w.StartsWith("--from=", StringComparison.Ordinal))
                .Select(w => w["--from=".Length..].Trim('"')),
            "RUN" => Words(instruction.Text)
                .TakeWhile(w => w.StartsWith("--", StringComparison.Ordinal))
                .Where(w => w.StartsWith("--mount=", StringComparison.Ordinal))
                .SelectMany(w => w["--mount=".Length..].Trim('"').Split(','))
                .Where(p => p.StartsWith("from=", StringComparison.Ordinal))
                .Select(p => p["from=".Length..]),
            // What a trigger takes is taken by whoever builds on the image; here too, when it is of the same file.
            "ONBUILD" when instruction.Text.IndexOf(' ') is > 0 and var space => Sources(
                new(instruction.Line, instruction.Text[..space].ToUpperInvariant(), instruction.Text[space..].Trim())
            ),
            _ => [],
        };

    private static IEnumerable<(string Name, string Value)> Assignments(string text) =>
        Words(text)
            .Where(w => w.Contains('=', StringComparison.Ordinal))
            .Select(w => (w[..w.IndexOf('=')], w[(w.IndexOf('=') + 1)..].Trim('"', '\'')));

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    // Null where a variable has no value: then nobody can say which image is meant.
    private static string? Substitute(string text, Dictionary<string, string> values)
    {
        var isKnown = true;
        var result = Reference()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (values.TryGetValue(name, out var value) && value is not "")
                    {
                        return value;
                    }

                    if (match.Groups["default"] is { Success: true, Value: var otherwise })
                    {
                        return otherwise;
                    }

                    isKnown = false;
                    return "";
                }
            );
        return isKnown && !result.Contains('$', StringComparison.Ordinal) ? result : null;
    }

    [GeneratedRegex(@"^#\s*escape\s*=\s*`\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Escape();

    [GeneratedRegex(@"<<-?(?<quote>[""']?)(?<word>[A-Za-z_][A-Za-z0-9_]*)\k<quote>", RegexOptions.CultureInvariant)]
    private static partial Regex Heredoc();

    [GeneratedRegex(
        @"\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Reference();
}
