using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Core;
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

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Currency);
        command.Options.Add(NoFreeTier);
    }

    /// <summary>What a command line says of them.</summary>
    /// <returns>The options; <c>CLI001</c> for what is no currency code.</returns>
    public static Task<Result<EstimateOptions>> ReadAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var currency = invocation.Parse.GetValue(Currency)?.ToUpperInvariant();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            return Task.FromResult<Result<EstimateOptions>>(
                CliProblems.Arguments(
                    $"--currency cannot be '{currency}'. Name a currency by its three letters, for example EUR."
                )
            );
        }

        return Task.FromResult<Result<EstimateOptions>>(
            new EstimateOptions { Currency = currency, FreeAllowances = !invocation.Parse.GetValue(NoFreeTier) }
        );
    }
}
