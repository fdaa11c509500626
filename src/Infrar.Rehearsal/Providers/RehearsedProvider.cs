using System.Collections.Concurrent;
using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>One provider: its schemas, the facts about it, and the behavior of those types that have any.</summary>
/// <remarks>Immutable and shared by everyone who talks to this provider.</remarks>
internal sealed class RehearsedProvider
{
    private static readonly ConcurrentDictionary<string, Lazy<RehearsedProvider>> s_loaded = new(
        StringComparer.Ordinal
    );

    private readonly Lazy<SchemaMessages> _messages;
    private readonly BehaviorCatalog _behaviors;

    private RehearsedProvider(ProviderSchema schema, ProviderFacts facts, BehaviorCatalog behaviors)
    {
        Schema = schema;
        Facts = facts;
        _behaviors = behaviors;
        _messages = new(schema.ToMessages);
    }

    public ProviderSchema Schema { get; }

    public ProviderFacts Facts { get; }

    /// <summary>Every schema in wire form; made once, when first asked for.</summary>
    public SchemaMessages Messages => _messages.Value;

    /// <summary>The provider; loaded when first asked for, then shared.</summary>
    public static RehearsedProvider Of(string name) => s_loaded.GetOrAdd(name, n => new(() => Load(n))).Value;

    private static RehearsedProvider Load(string name) =>
        new(ProviderSchema.Load(name), ProviderFacts.Load(name), BehaviorCatalog.Of(name));

    /// <summary>The type under these settings; null when the provider has no such resource type.</summary>
    public ResourceScope? Resource(string type, ProviderSettings settings) =>
        Schema.Resource(type) is { } schema ? new(type, schema, Facts.OfResource(type), Facts, settings) : null;

    /// <summary>The data source under these settings; null when the provider has no such data source.</summary>
    public ResourceScope? DataSource(string type, ProviderSettings settings) =>
        Schema.DataSource(type) is { } schema ? new(type, schema, Facts.OfDataSource(type), Facts, settings) : null;

    public IReadOnlyList<TypeBehavior> BehaviorsOf(string type) => _behaviors.OfResource(type);

    public DataBehavior? DataBehaviorOf(string type) => _behaviors.OfDataSource(type);

    /// <summary>Settings before, or without, any configuration.</summary>
    public ProviderSettings DefaultSettings => ProviderSettings.Of(Facts, Value.EmptyMap);
}
