using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>A certificate tells at plan for which domains it will want proof, but not yet by which records.</summary>
internal sealed class Certificate : TypeBehavior
{
    private const string Options = "domain_validation_options";

    public override Value Plan(ResourceScope scope, Value config, Value planned)
    {
        if (!planned[Options].IsUnknown || Domains(planned) is not { } domains)
        {
            return planned;
        }

        return planned.With(
            Options,
            new ListValue([.. domains.Select(d => Option(d, Value.Unknown, Value.Unknown, Value.Unknown))])
        );
    }

    public override Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy) =>
        attribute switch
        {
            Options => new ListValue([.. (Domains(planned) ?? []).Select(Proven)]),
            "subject_alternative_names" => Value.ListOf(planned["domain_name"].AsText is { } name ? [name] : []),
            _ => null,
        };

    /// <summary>Every domain once; null while one is unknown. Only validation by DNS asks for records.</summary>
    private static IReadOnlyList<string>? Domains(Value planned)
    {
        var (method, name, others) = (
            planned["validation_method"],
            planned["domain_name"],
            planned["subject_alternative_names"]
        );
        if (method.IsUnknown || name.IsUnknown || !(others.IsUnknown || others.IsWhollyKnown))
        {
            return null;
        }

        return method.AsText is "DNS"
            ? [.. others.Items.Prepend(name).Select(v => v.AsText).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>A wildcard is proven by the record of the domain it stands under.</summary>
    private static Value Proven(string domain)
    {
        var bare = domain.StartsWith("*.", StringComparison.Ordinal) ? domain[2..] : domain;
        var entropy = Entropy.Of(bare);
        return Option(
            domain,
            Value.Of($"_{entropy.Hex(32, "name")}.{bare}."),
            Value.Of("CNAME"),
            Value.Of($"_{entropy.Hex(32, "value")}.acm-validations.aws.")
        );
    }

    private static Value Option(string domain, Value name, Value type, Value value) =>
        Value.MapOf(
            KeyValuePair.Create("domain_name", Value.Of(domain)),
            KeyValuePair.Create("resource_record_name", name),
            KeyValuePair.Create("resource_record_type", type),
            KeyValuePair.Create("resource_record_value", value)
        );
}
