using System.CommandLine;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Commands;

/// <summary>Options of more than one command, and the variables that stand in for them.</summary>
internal static class SharedOptions
{
    public const string CloudVariable = "INFRAR_REHEARSAL_CLOUD";
    public const string FaultsVariable = "INFRAR_REHEARSAL_FAULTS";
    public const string ProviderVariable = "INFRAR_REHEARSAL_PROVIDER";

    private const string DefaultCloud = "rehearsal-cloud.json";

    public static readonly Option<string?> Cloud = new("--cloud")
    {
        Description =
            $"File that holds what exists. Without it {CloudVariable}, else {DefaultCloud} in the working folder.",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Faults = new("--faults")
    {
        Description = $"File of rules for what is to go wrong. Without it {FaultsVariable}, else nothing does.",
        HelpName = "FILE",
    };

    public static string CloudPath(ParseResult line) =>
        line.GetValue(Cloud) ?? Environment.GetEnvironmentVariable(CloudVariable) ?? DefaultCloud;

    public static string? FaultsPath(ParseResult line) =>
        line.GetValue(Faults) ?? Environment.GetEnvironmentVariable(FaultsVariable);

    /// <summary>Says which providers there are.</summary>
    /// <returns>The exit code.</returns>
    public static int RefuseProvider(string name)
    {
        Console.Error.WriteLine(
            $"No provider \"{name}\" is known here. There are: {string.Join(", ", ProviderCatalog.All.Select(p => p.Name))}."
        );
        return 1;
    }
}
