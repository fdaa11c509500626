using System.Text.Json;
using Infrar.Cli.Commands;
using Infrar.Cli.Remote;
using Infrar.Cli.Reports;
using Infrar.Cli.Terminal;
using Infrar.Core;
using Infrar.Core.Diagnostics;

namespace Infrar.Cli.Problems;

/// <summary>Writes refusals and progress to standard error: text for people, JSON for programs.</summary>
/// <param name="console">Where to write.</param>
/// <param name="asJson">Whether the user asked for JSON.</param>
/// <param name="allowColor">Whether the user allows colour; a terminal must be there as well.</param>
internal sealed class ProblemWriter(CliConsole console, bool asJson, bool allowColor)
{
    private readonly bool _color = allowColor && console.IsErrorTerminal;

    /// <summary>Whether standard output may be coloured.</summary>
    public bool ColorOutput { get; } = allowColor && console.IsOutputTerminal;

    /// <summary>Writes a refusal.</summary>
    public void Write(Problem problem) => Write(problem, [], null);

    /// <summary>Writes a refusal with the faults of a file that led to it.</summary>
    public void Write(Problem problem, IReadOnlyCollection<Diagnostic> errors, InputFile? file)
    {
        if (asJson)
        {
            console.Error.WriteLine(JsonText.Of(json => WriteJson(json, problem, errors)));
            return;
        }

        if (file is not null)
        {
            console.Error.Write(DiagnosticText.Of(file, errors, console.IsErrorTerminal, _color));
        }

        console.Error.WriteLine($"{Paint("error", "31")} {problem.Code}: {problem.Title}");
        foreach (var line in Wrapping.Wrap(Plain(problem.Detail), Math.Min(console.Width, 100) - 2))
        {
            console.Error.WriteLine($"  {line}");
        }

        foreach (var fault in (problem as ServerProblem)?.Errors ?? [])
        {
            console.Error.WriteLine($"  {Paint(Plain(fault.Pointer), "2")}");
            foreach (var line in Wrapping.Wrap(Plain(fault.Detail), Math.Min(console.Width, 100) - 4))
            {
                console.Error.WriteLine($"    {line}");
            }
        }
    }

    /// <summary>Says what is being done; nothing under JSON, where every byte is data.</summary>
    public void Progress(string line)
    {
        if (!asJson)
        {
            console.Error.WriteLine(line);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, Problem problem, IReadOnlyCollection<Diagnostic> errors)
    {
        json.WriteStartObject();
        json.WriteString("code", problem.Code);
        json.WriteString("title", problem.Title);
        json.WriteString("detail", problem.Detail);
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            DiagnosticJson.Write(json, error);
        }

        var refused = problem as ServerProblem;
        foreach (var fault in refused?.Errors ?? [])
        {
            json.WriteStartObject();
            json.WriteString("detail", fault.Detail);
            json.WriteString("pointer", fault.Pointer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (refused is not null)
        {
            json.WriteNumber("status", refused.Status);
            json.WriteString("traceId", refused.TraceId);
        }

        json.WriteEndObject();
    }

    // What another machine says must not steer the terminal.
    private static string Plain(string text) =>
        string.Concat(text.Select(c => c is not '\n' && char.IsControl(c) ? ' ' : c));

    private string Paint(string text, string code) => _color ? $"\e[{code}m{text}\e[0m" : text;
}
