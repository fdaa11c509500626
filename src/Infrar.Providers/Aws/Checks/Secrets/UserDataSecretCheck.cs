using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether a machine's start script holds a secret.</summary>
internal sealed partial class UserDataSecretCheck : Check
{
    private static readonly (string Type, string Setting, bool IsEncoded)[] Scripts =
    [
        ("aws_instance", "user_data", false),
        ("aws_instance", "user_data_base64", true),
        ("aws_launch_template", "user_data", true),
        ("aws_launch_configuration", "user_data", false),
        ("aws_launch_configuration", "user_data_base64", true),
    ];

    /// <inheritdoc/>
    public override string Id => "SEC002";

    /// <inheritdoc/>
    public override string Title => "A start script holds a secret";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "User data can be read by every process of the machine from its metadata, by everybody who may describe instances, and from the state.";

    /// <inheritdoc/>
    public override string Mend => "Let the script read the secret from Secrets Manager with the machine's role.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [.. Scripts.Select(s => s.Type).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var (type, setting, isEncoded) in Scripts)
        {
            foreach (var machine in scope.Graph.OfType(type))
            {
                var script =
                    machine[setting].AsText() is not { } text ? ""
                    : isEncoded ? Decoded(text)
                    : text;
                foreach (var (name, sign) in Secrets(script))
                {
                    yield return Found(
                        scope,
                        machine,
                        $"The start script sets {name}, which is a secret in plain text: {sign}. Every process of the machine, and whoever may describe it, reads the script.",
                        $"Let the script read {name} from Secrets Manager with the machine's role.",
                        new ProofStep(machine.Address, $"{setting} sets {name}, and {sign}.", Breaks: true)
                    ) with
                    {
                        Subject = name,
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Sign)> Secrets(string script) =>
        Assignment()
            .Matches(script)
            .Select(m => (Name: m.Groups["name"].Value, Sign: SignOf(m)))
            .Where(s => s.Sign.Length > 0)
            .DistinctBy(s => s.Name);

    // What a command or a variable fills in is not known, and not written down.
    private static string SignOf(Match assignment)
    {
        var value = assignment.Groups["value"].Value.Trim('"', '\'', ',', ';');
        return value.StartsWith('$') || value.StartsWith('`')
            ? ""
            : SecretSigns.Of(assignment.Groups["name"].Value, value) ?? "";
    }

    private static string Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
    }

    [GeneratedRegex(
        @"(?<name>[A-Za-z_][A-Za-z0-9_.-]{2,60})\s*[=:]\s*(?<value>""[^""\n]*""|'[^'\n]*'|[^\s""']+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Assignment();
}
