using System.Text;

namespace Infrar.Core.Images;

/// <summary>Puts a generated Dockerfile together: what all of them have in common is said here once.</summary>
internal sealed class RecipeText
{
    /// <summary>User and group that generated images run as: no one's on any base, and not root.</summary>
    public const string User = "10001:10001";

    private readonly StringBuilder _text = new();

    public RecipeText(ImageTarget target, string from) =>
        Line($"# Image of {target.Component}, written by Infrar from {(from is "" ? "its sources" : from)}.")
            .Line("# Keep it as a Dockerfile in the source and change it as you like: then it counts instead.");

    /// <summary>Adds a line.</summary>
    public RecipeText Line(string line = "")
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Adds a line where something holds.</summary>
    public RecipeText When(bool holds, string line) => holds ? Line(line) : this;

    /// <summary>Ends the image of a program: its user, its port, its health check, its command.</summary>
    public ImageRecipe End(
        ImageTarget target,
        int port,
        string? probe,
        string[] command,
        string context,
        string language
    )
    {
        Line($"USER {User}");
        if (target.Answers)
        {
            Line(string.Create(null, $"EXPOSE {port}"));
            When(probe is not null, $"HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD {probe}");
        }

        Line($"CMD {Exec(command)}");
        return new(Detection.SourceTree.In(target.Folder, "Dockerfile"), context, _text.ToString(), language);
    }

    /// <summary>A command as the JSON list that no shell reads.</summary>
    public static string Exec(params string[] words) => $"[{string.Join(", ", words.Select(w => $"\"{Escape(w)}\""))}]";

    /// <summary>A word that no shell reads anything into.</summary>
    public static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_' or '@' or '+' or ':')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Paths for COPY: as they are, or as a JSON list where one has spaces.</summary>
    public static string Copy(params string[] words) =>
        Array.TrueForAll(words, w => !w.Contains(' ', StringComparison.Ordinal))
            ? string.Join(' ', words)
            : Exec(words);

    /// <summary>Whether something answers at a port, asked with what bash has.</summary>
    public static string BashProbe(int port, string health) =>
        Exec(
            "bash",
            "-c",
            string.Create(
                null,
                $"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET {PathOf(health)} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ $status -lt {Limit(health)} ]"
            )
        );

    /// <summary>The same, asked with Node.js.</summary>
    public static string NodeProbe(int port, string health) =>
        Exec(
            "node",
            "-e",
            string.Create(
                null,
                $"fetch('http://127.0.0.1:{port}{PathOf(health)}').then(r => process.exit(r.status < {Limit(health)} ? 0 : 1), () => process.exit(1))"
            )
        );

    /// <summary>The same, asked with Python.</summary>
    public static string PythonProbe(int port, string health) =>
        Exec(
            "python3",
            "-c",
            string.Create(
                null,
                $"import http.client as h; c = h.HTTPConnection('127.0.0.1', {port}, timeout=4); c.request('GET', '{PathOf(health)}'); raise SystemExit(c.getresponse().status >= {Limit(health)})"
            )
        );

    // Without a path that says so, an answer that is no fault of the server's has to do.
    private static int Limit(string health) => health is "" ? 500 : 400;

    private static string PathOf(string health) =>
        health.Length is > 0 and <= 200
        && health[0] is '/'
        && health.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            ? health
            : "/";

    private static string Escape(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
