using Infrar.Rehearsal.Schemas;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Planning;

/// <summary>Values for computed attributes of which nothing is known but their names and types.</summary>
/// <remarks>
/// What only the provider sets always gets something, so that a configuration may use it. What the user could have set
/// is left empty, as clouds mostly do. A computed list of objects gets one element, for configurations index into them.
/// </remarks>
internal static class Plausible
{
    private const string Created = "2026-01-01T00:00:00Z";

    public static Value Of(AttributeSchema attribute, string type, Entropy entropy) =>
        attribute switch
        {
            { Nested: { } nested, IsReadOnly: true } => InNesting(
                attribute.Nesting,
                Value.MapOf(nested.Attributes.Values.Select(a => KeyValuePair.Create(a.Name, Of(a, type, entropy))))
            ),
            { Nested: not null } => Value.Null,
            { IsReadOnly: true } or { Name: "id" or "arn" or "name" } => OfType(
                attribute.Type,
                attribute.Name,
                type,
                entropy
            ),
            { Type.Kind: TypeKind.List or TypeKind.Set } => Value.EmptyList,
            { Type.Kind: TypeKind.Map } => Value.EmptyMap,
            _ => Value.Null,
        };

    private static Value InNesting(Nesting nesting, Value nested) =>
        nesting switch
        {
            Nesting.List or Nesting.Set => new ListValue([nested]),
            Nesting.Map => Value.EmptyMap,
            Nesting.Single or Nesting.None => nested,
        };

    private static Value OfType(TypeConstraint type, string name, string owner, Entropy entropy) =>
        type.Kind switch
        {
            TypeKind.Text => Value.Of(Text(name, owner, entropy)),
            TypeKind.Number => Value.Of(name is "port" ? 443 : 0),
            TypeKind.Bool => Value.Of(false),
            TypeKind.List or TypeKind.Set when type.Element.Kind is TypeKind.Object => new ListValue([
                OfType(type.Element, name, owner, entropy),
            ]),
            TypeKind.List or TypeKind.Set => Value.EmptyList,
            TypeKind.Map => Value.EmptyMap,
            TypeKind.Tuple => new ListValue([.. type.Elements.Select(e => OfType(e, name, owner, entropy))]),
            TypeKind.Object => Value.MapOf(
                type.Attributes.Select(a => KeyValuePair.Create(a.Key, OfType(a.Value, a.Key, owner, entropy)))
            ),
            TypeKind.Dynamic => Value.Null,
        };

    private static string Text(string name, string owner, Entropy entropy)
    {
        var salt = name is "id" ? "" : name;
        return name switch
        {
            "id" => entropy.Hex(32, salt),
            "status" or "state" => "ACTIVE",
            "version" or "version_id" => "1",
            "fingerprint" => entropy.Hex(32, salt),
            "name" or "title" => $"{owner.Replace('_', '-')}-{entropy.Lower(8, salt)}",
            _ when name.EndsWith("ipv6_address", StringComparison.Ordinal) => $"2001:db8::{entropy.Hex(4, salt)}",
            _ when IsAddress(name) => $"203.0.113.{1 + Convert.ToInt32(entropy.Hex(2, salt), 16) % 254}",
            _ when IsTime(name) => Created,
            _ when IsHost(name) => $"{entropy.Lower(10, salt)}.{owner.Split('_')[0]}.rehearsal.example",
            _ when name.EndsWith("url", StringComparison.Ordinal) || name.EndsWith("uri", StringComparison.Ordinal) =>
                $"https://{entropy.Lower(10, salt)}.{owner.Split('_')[0]}.rehearsal.example",
            _ => entropy.Hex(16, salt),
        };
    }

    private static bool IsAddress(string name) =>
        name is "ip" or "ip_address" or "ipv4_address" or "public_ip" or "private_ip"
        || name.EndsWith("_ip", StringComparison.Ordinal)
        || name.EndsWith("_ip_address", StringComparison.Ordinal);

    private static bool IsTime(string name) =>
        name.EndsWith("_at", StringComparison.Ordinal)
        || name.EndsWith("_on", StringComparison.Ordinal)
        || name.EndsWith("_date", StringComparison.Ordinal)
        || name.EndsWith("_time", StringComparison.Ordinal)
        || name is "created" or "modified" or "updated";

    private static bool IsHost(string name) =>
        name is "address" or "host" or "hostname" or "endpoint" or "fqdn" or "domain" or "subdomain"
        || name.EndsWith("dns_name", StringComparison.Ordinal)
        || name.EndsWith("domain_name", StringComparison.Ordinal)
        || name.EndsWith("_hostname", StringComparison.Ordinal)
        || name.EndsWith("_endpoint", StringComparison.Ordinal)
        || name.EndsWith("_host", StringComparison.Ordinal);
}
