using System.Text.Json;

namespace Infrar.Rehearsal.Faults;

/// <summary>Reads fault rules: a JSON array of them, from a file.</summary>
internal static class FaultFile
{
    public static FaultPlan Load(string? path)
    {
        if (path is null)
        {
            return FaultPlan.None;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return new FaultPlan([.. json.RootElement.EnumerateArray().Select(FaultRule.Parse)]);
    }
}
