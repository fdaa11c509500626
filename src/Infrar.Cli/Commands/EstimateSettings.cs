using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Commands;

/// <summary>Options that say how an estimate is made.</summary>
internal static class EstimateSettings
{
    /// <summary>Currency of the sums.</summary>
    public static Option<string?> Currency { get; } =
        new("--currency")
        {
            Description =
                "Currency of the sums, for example EUR; the manifest's when left out. Conversion needs a dated rate.",
            HelpName = "CODE",
        };

    /// <summary>No free allowances.</summary>
    public static Option<bool> NoFreeTier { get; } =
        new("--no-free-tier")
        {
            Description = "Take no free allowances off, as where another system of the account uses them up.",
        };

    /// <summary>Usage that goes before the profile.</summary>
    public static Option<string?> Usage { get; } =
        new("--usage")
        {
            Description =
                "Usage by resource, in the format of Infracost's usage file; it goes before the usage profile.",
            HelpName = "FILE",
        };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Usage);
        command.Options.Add(Currency);
        command.Options.Add(NoFreeTier);
    }

    /// <summary>What a command line says of them.</summary>
    /// <returns>The options; <c>CLI001</c> for what is no currency code, <c>CLI002</c> or <c>CLI014</c> for the usage file.</returns>
    public static async Task<Result<EstimateOptions>> ReadAsync(
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var currency = invocation.Parse.GetValue(Currency)?.ToUpperInvariant();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            return CliProblems.Arguments(
                $"--currency cannot be '{currency}'. Name a currency by its three letters, for example EUR."
            );
        }

        var options = new EstimateOptions
        {
            Currency = currency,
            FreeAllowances = !invocation.Parse.GetValue(NoFreeTier),
        };
        if (invocation.Parse.GetValue(Usage) is not { } path)
        {
            return options;
        }

        var read = await InputFile.ReadAsync(path, "Name a usage file.", invocation.Console, cancellationToken);
        if (!read.Succeeded(out var file, out var problem))
        {
            return problem;
        }

        var reading = UsageFileReader.Read(file.Text, file.Name);
        if (reading.Usage is not { } usage)
        {
            var faults = reading.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error);
            return CliProblems.UsageFile(string.Join(' ', faults.Select(d => $"{d.Location}: {d.Message} {d.Mend}")));
        }

        foreach (var warning in reading.Diagnostics)
        {
            invocation.Problems.Progress($"{warning.Location}: warning {warning.Code}: {warning.Message}");
        }

        return options with
        {
            Usage = usage,
        };
    }
}
