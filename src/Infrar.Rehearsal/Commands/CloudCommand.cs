using System.CommandLine;
using Infrar.Rehearsal.Clouds;

namespace Infrar.Rehearsal.Commands;

/// <summary><c>cloud</c>: what exists in a rehearsed cloud.</summary>
internal static class CloudCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "The cloud file." };

    public static Command Create()
    {
        var command = new Command("cloud", "Lists what exists in a rehearsed cloud.") { s_file };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        using var file = new CloudFile(line.GetRequiredValue(s_file));
        var cloud = await file.ReadAsync(cancellationToken);
        await Console.Out.WriteAsync(Render(cloud).AsMemory(), cancellationToken);
        return 0;
    }

    /// <summary>One line for each resource: type, region, id, in aligned columns.</summary>
    public static string Render(Cloud cloud)
    {
        if (cloud.Resources.Count is 0)
        {
            return "Nothing exists in this cloud.\n";
        }

        var types = cloud.Resources.Max(r => r.Type.Length);
        var regions = cloud.Resources.Max(r => r.Region.Length);
        return string.Concat(
            cloud.Resources.Select(r => $"{r.Type.PadRight(types)}  {r.Region.PadRight(regions)}  {r.Id}\n")
        );
    }
}
