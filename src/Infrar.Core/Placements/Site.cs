using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Placements;

/// <summary>The ground that offerings build on: the system, who stands where, and the resources made so far.</summary>
/// <remarks>Lives for one placement; not thread-safe.</remarks>
public sealed class Site
{
    private readonly Dictionary<string, Resource> _resources = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<UsageRule> _usage = [];
    private readonly SortedDictionary<string, TofuVariable> _variables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TofuOutput> _outputs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProviderConfiguration> _configurations = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <summary>An empty site for a system and its strategy.</summary>
    public Site(SystemDescription system, Catalog catalog) => (System, Catalog) = (system, catalog);

    /// <summary>The system that is placed.</summary>
    public SystemDescription System { get; }

    /// <summary>Where offerings are looked up.</summary>
    public Catalog Catalog { get; }

    /// <summary>Resources in the order they were added.</summary>
    public IEnumerable<Resource> Resources => _order.Select(a => _resources[a]);

    /// <summary>How usage becomes billed quantities, in the order added.</summary>
    public IReadOnlyList<UsageRule> UsageRules => _usage;

    /// <summary>Input variables of the configuration by name.</summary>
    public IEnumerable<TofuVariable> Variables => _variables.Values;

    /// <summary>Outputs of the configuration by name.</summary>
    public IEnumerable<TofuOutput> Outputs => _outputs.Values;

    /// <summary>Files beside the configuration, path to content.</summary>
    public IEnumerable<KeyValuePair<string, string>> Files => _files;

    /// <summary>Provider configurations, by provider and alias.</summary>
    public IEnumerable<ProviderConfiguration> Configurations => _configurations.Values;

    /// <summary>What a reader of the result must know and cannot see, full sentences, in the order noted.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Where a component stands.</summary>
    public Assignment AssignmentOf(Component component) => System.Strategy.Assignments[component.Name];

    /// <summary>The offering that runs a component.</summary>
    public Offering OfferingOf(Component component) =>
        Catalog.FindOffering(AssignmentOf(component).Offering)
        ?? throw new KeyNotFoundException(
            $"No offering '{AssignmentOf(component).Offering}'; reading the manifest excludes it."
        );

    /// <summary>Region of a component: its assignment's, else its provider's home region.</summary>
    public string RegionOf(Component component) =>
        AssignmentOf(component) is { Region: not "" } assigned
            ? assigned.Region
            : SettingsOf(OfferingOf(component).Provider).Region;

    /// <summary>A provider's settings under this strategy; empty ones when it states none.</summary>
    public ProviderSettings SettingsOf(string provider) =>
        System.Strategy.Providers.GetValueOrDefault(provider) ?? new("", Value.MapOf.Empty);

    /// <summary>The components placed on a provider, in manifest order.</summary>
    public IEnumerable<Component> ComponentsOn(string provider) =>
        System.Components.Where(c => OfferingOf(c).Provider == provider);

    /// <summary>A fact about another component, for <c>${name.attribute}</c>; <see cref="Value.None"/> when it has no such fact.</summary>
    public Value Endpoint(string component, string attribute) =>
        System.Components.FirstOrDefault(c => c.Name == component) is { } target
            ? OfferingOf(target).Endpoint(target, attribute, this)
            : Value.None;

    /// <summary>Adds a resource.</summary>
    /// <exception cref="InvalidOperationException">Its address is taken: a bug of an offering.</exception>
    public Resource Add(Resource resource)
    {
        if (!_resources.TryAdd(resource.Address, resource))
        {
            throw new InvalidOperationException($"Two resources have the address {resource.Address}.");
        }

        _order.Add(resource.Address);
        return resource;
    }

    /// <summary>The resource at that address, or null.</summary>
    public Resource? Find(string address) => _resources.GetValueOrDefault(address);

    /// <summary>Replaces a resource that was added before, for what later components add to a shared one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such resource.</exception>
    public void Update(string address, Func<Resource, Resource> change) =>
        _resources[address] = change(_resources[address]);

    /// <summary>States that each month <paramref name="address"/> is used by <paramref name="quantity"/> of <paramref name="key"/>.</summary>
    /// <param name="address">Resource that is used.</param>
    /// <param name="key">Usage key as Infracost's usage file names it where it has one.</param>
    /// <param name="quantity">From a usage profile to the quantity; null when the profile says nothing of it.</param>
    public void Use(string address, string key, Func<UsageProfile, UsageRange?> quantity) =>
        _usage.Add(new(address, key, quantity));

    /// <summary>Declares an input variable; declaring the same one again is allowed.</summary>
    public Value.Variable Declare(TofuVariable variable)
    {
        _variables[variable.Name] = variable;
        return new(variable.Name);
    }

    /// <summary>Declares an output.</summary>
    public void Output(string name, string description, Value value) => _outputs[name] = new(name, description, value);

    /// <summary>Adds a file beside the configuration.</summary>
    public void AddFile(string path, string content) => _files[path] = content;

    /// <summary>Adds a provider configuration; adding the same one again is allowed.</summary>
    public void Configure(ProviderConfiguration configuration) =>
        _configurations[$"{configuration.Provider}.{configuration.Alias}"] = configuration;

    /// <summary>Says something that a reader of the result must know and cannot see; once is enough.</summary>
    public void Note(string sentence)
    {
        if (!_notes.Contains(sentence))
        {
            _notes.Add(sentence);
        }
    }
}

/// <summary>From a usage profile to a monthly quantity of one usage key of one resource.</summary>
/// <param name="Address">Resource that is used.</param>
/// <param name="Key">Usage key.</param>
/// <param name="Quantity">The quantity; null when the profile says nothing of it.</param>
public sealed record UsageRule(string Address, string Key, Func<UsageProfile, UsageRange?> Quantity);

/// <summary>An input variable of the configuration.</summary>
/// <param name="Name">OpenTofu name.</param>
/// <param name="Type">OpenTofu type, for example <c>string</c>.</param>
/// <param name="Description">For the person who sets it.</param>
/// <param name="Default">Default; <see cref="Value.None"/> when it must be set.</param>
/// <param name="Sensitive">Whether its value is hidden in output.</param>
public sealed record TofuVariable(string Name, string Type, string Description, Value Default, bool Sensitive = false);

/// <summary>An output of the configuration.</summary>
/// <param name="Name">OpenTofu name.</param>
/// <param name="Description">For the person who reads it.</param>
/// <param name="Value">What it shows.</param>
public sealed record TofuOutput(string Name, string Description, Value Value);

/// <summary>A <c>provider</c> block.</summary>
/// <param name="Provider">Provider as <c>required_providers</c> calls it.</param>
/// <param name="Alias">Alias; empty for the default configuration.</param>
/// <param name="Arguments">Its arguments; credentials never stand among them.</param>
public sealed record ProviderConfiguration(string Provider, string Alias, Value.MapOf Arguments);
