using System.Text.Json;

namespace Infrar.Cli.Remote.Commands;

/// <summary>A run's events as lines.</summary>
/// <param name="line">Takes each line.</param>
/// <param name="isTold">Whether statuses are told too, beside what the engine says.</param>
internal sealed class RunLog(Action<string> line, bool isTold)
{
    private int _done;
    private string _status = "";

    /// <summary>How many changes the engine makes in all; 0 where that is not known.</summary>
    public int Steps { get; set; }

    /// <summary>Whether a run in a status goes on only when somebody does something, or never.</summary>
    public static bool IsStanding(string status) =>
        status
            is "planned"
                or "planned_and_finished"
                or "applied"
                or "discarded"
                or "errored"
                or "canceled"
                or "interrupted"
                or "recovered";

    /// <summary>What the engine said, line by line; nothing in it steers the terminal.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.TrimEnd('\n')
            .Split('\n')
            .Select(l => string.Concat(l.Select(c => c is not '\t' && char.IsControl(c) ? ' ' : c)).TrimEnd());

    /// <summary>Tells of an event.</summary>
    public void Tell(string kind, JsonElement data)
    {
        switch (kind)
        {
            case "log" when data.TryGetProperty("text", out var text):
                foreach (var said in Lines(text.GetString() ?? ""))
                {
                    line(said);
                }

                break;
            case "resource"
                when isTold && Steps > 0 && data.Text("phase") is "apply" && data.Text("kind") is "completed":
                line($"  {++_done} of {Steps} done");
                break;
            case "status" when isTold:
                Status(data);
                break;
            default:
                break;
        }
    }

    private void Status(JsonElement data)
    {
        var said = data.Text("status") switch
        {
            "planning" or "applying" when data.Text("cancelAt") is not "" =>
                "It was asked to stop; the engine finishes what it is about.",
            "plan_queued" => "It has its turn and waits for an executor.",
            "planning" => "Planning …",
            "apply_queued" => "Approved; it waits for an executor.",
            "applying" => "Applying …",
            _ => "",
        };
        if (said is not "" && said != _status)
        {
            line(said);
        }

        _status = said;
    }
}
