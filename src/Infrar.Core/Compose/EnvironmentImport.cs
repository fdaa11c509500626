using System.Text.RegularExpressions;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Compose;

/// <summary>Sorts a service's variables into plain settings, secrets and references to other components.</summary>
internal sealed partial class EnvironmentImport
{
    private const int MaxValue = 4096;

    private readonly IReadOnlyList<ComposeService> _services;
    private readonly List<string> _fields = [];

    internal EnvironmentImport(ComposeService service, IReadOnlyList<ComposeService> services)
    {
        _services = services;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value, node) in ComposeNodes.Pairs(service.Body["environment"]))
        {
            if (!Variable().IsMatch(name) || value?.Length > MaxValue)
            {
                Faults.Add(ComposeFaults.NotRead(service.Service, "A variable", node.Location));
            }
            else if (seen.Add(name))
            {
                Sort(service, name, value, node.Location);
            }
        }
    }

    /// <summary>Names of the variables that became secrets.</summary>
    internal List<string> Secrets { get; } = [];

    /// <summary>Components that values speak of.</summary>
    internal List<string> Uses { get; } = [];

    internal List<Diagnostic> Faults { get; } = [];

    /// <summary>The manifest's lines.</summary>
    internal IEnumerable<string> Fields => _fields.Count == 0 ? [] : ["environment:", .. _fields];

    private void Sort(ComposeService service, string name, string? value, SourceLocation at)
    {
        if (value is not null)
        {
            Uses.AddRange(_services.Where(s => s != service && Host(s).IsMatch(value)).Select(s => s.Name));
        }

        if (SecretLooks.IsSecret(name, value is null ? "unknown" : ComposeImages.Filled(value)))
        {
            Secrets.Add(name);
            Faults.Add(ComposeFaults.SecretNotCopied(service.Service, name, at));
        }
        else if (value is null)
        {
            Faults.Add(ComposeFaults.FromShell(service.Service, name, at));
        }
        else
        {
            _fields.Add($"  {name}: {ManifestYaml.Scalar(Referring(service, ComposeTexts.Kept(value)))}");
        }
    }

    /// <summary>A Compose host name means nothing elsewhere, so it becomes a reference to the component's address.</summary>
    private string Referring(ComposeService service, string value)
    {
        foreach (var other in _services.Where(s => s != service && HasHost(s)))
        {
            value = Host(other).Replace(value, m => $"{m.Groups[1].Value}${{{other.Name}.host}}");
        }

        return value;
    }

    private static bool HasHost(ComposeService service) =>
        service.Kind is ComponentKind.PostgreSql or ComponentKind.Redis or ComponentKind.Service;

    /// <summary>The service's name as a whole value, or where an address has its host.</summary>
    private static Regex Host(ComposeService service) =>
        new(
            $@"(^|://|@){Regex.Escape(service.Service)}(?=$|[:/?])",
            RegexOptions.CultureInvariant,
            TimeSpan.FromMilliseconds(100)
        );

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,254}$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
