using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Problems;
using Infrar.Core;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Where a credential's values come from: a file, standard input, or the person at the terminal; never the command line.</summary>
internal static class CredentialFields
{
    /// <summary>Reads <c>NAME=VALUE</c> lines or a JSON object.</summary>
    public static async Task<Result<SortedDictionary<string, string>>> ReadAsync(
        Connection connection,
        string path,
        CancellationToken cancellationToken
    )
    {
        var read = await InputFile.ReadAsync(
            path,
            "Name a file of NAME=VALUE lines.",
            connection.Invocation.Console,
            cancellationToken
        );
        return !read.Succeeded(out var file, out var problem) ? problem
            : file.Text.TrimStart().StartsWith('{') ? OfJson(file)
            : OfLines(file);
    }

    /// <summary>Asks for each field of a kind; what is secret is not shown.</summary>
    public static async Task<Result<SortedDictionary<string, string>>> AskAsync(
        Connection connection,
        string kind,
        CancellationToken cancellationToken
    )
    {
        var listed = await connection.Client.ListAsync("/api/v1/credential-kinds", null, cancellationToken);
        if (!listed.Succeeded(out var kinds, out var problem))
        {
            return problem;
        }

        var known = kinds.FirstOrDefault(k => k.Text("name") == kind);
        if (known.ValueKind is JsonValueKind.Undefined)
        {
            return CliProblems.UnknownName("kind of credential", kind, [.. kinds.Select(k => k.Text("name"))]);
        }

        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in known.Items("fields"))
        {
            var question = $"{field.Text("title")} ({field.Text("shape").TrimEnd('.')})";
            const string Otherwise = "Give the fields with --fields FILE.";
            var asked = field.Text("isSecret") is "yes"
                ? await Prompt.SecretAsync(connection.Invocation, question, Otherwise, cancellationToken)
                : await Prompt.LineAsync(connection.Invocation, question, Otherwise, cancellationToken);
            if (asked.Succeeded(out var value, out problem))
            {
                fields[field.Text("name")] = value;
            }
            else if (field.Text("isOptional") is not "yes" || !connection.Invocation.Console.IsInputTerminal)
            {
                return problem;
            }
        }

        return fields;
    }

    private static Result<SortedDictionary<string, string>> OfJson(InputFile file)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(file.Text);
            foreach (var field in json.RootElement.EnumerateObject())
            {
                // A value that is itself JSON, such as a service account's key, is sent as its text.
                fields[field.Name] =
                    field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText();
            }

            return fields;
        }
        catch (JsonException fault)
        {
            // The parser's own words may quote a value, so only the place is told.
            return CliProblems.Unreadable(
                file.Name,
                FormattableString.Invariant($"It is no JSON (line {fault.LineNumber + 1}). Write one object of texts.")
            );
        }
    }

    private static Result<SortedDictionary<string, string>> OfLines(InputFile file)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in file.Text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (line.Trim() is "" || line.StartsWith('#'))
            {
                continue;
            }

            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                return CliProblems.Unreadable(
                    file.Name,
                    FormattableString.Invariant(
                        $"Line {number} is not NAME=VALUE. A value of several lines needs the JSON form."
                    )
                );
            }

            fields[line[..at].Trim()] = line[(at + 1)..];
        }

        return fields;
    }
}
