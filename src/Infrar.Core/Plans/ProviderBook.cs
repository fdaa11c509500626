using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Arguments of provider configurations, so far as a plan tells them.</summary>
internal sealed class ProviderBook(
    Dictionary<string, ProviderConfiguration> providers,
    ModuleConfiguration root,
    Value.MapOf variables
)
{
    private static readonly (string, Value.MapOf) s_none = ("", Value.MapOf.Empty);

    private readonly Dictionary<string, (string Alias, Value.MapOf Arguments)> _known = new(StringComparer.Ordinal);

    /// <summary>Alias and arguments of the configuration with that key; nothing where there is none.</summary>
    internal (string Alias, Value.MapOf Arguments) Of(string key)
    {
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var found = providers.TryGetValue(key, out var provider)
            ? (
                provider.Alias,
                new Value.MapOf([
                    .. provider.Arguments.Select(a => KeyValuePair.Create(a.Key, ValueOf(a.Value, provider.Module))),
                ])
            )
            : s_none;
        _known.Add(key, found);
        return found;
    }

    // A constant, or a variable that is handed down from the root; anything else is unknown.
    private Value ValueOf(Expression.Leaf expression, string module)
    {
        while (true)
        {
            if (expression is not { References: [{ Sort: ReferenceSort.Variable, Path: "" } variable] })
            {
                return expression.References.IsEmpty ? expression.Constant : new Value.Unknown();
            }

            if (module.Length == 0)
            {
                var stated = ((Value)variables).At($"{variable.Name}.value");
                return stated is Value.Null ? root.Defaults.GetValueOrDefault(variable.Name, Value.None) : stated;
            }

            var parent = Addresses.ModuleOf(module).ToString();
            var call = CallOf(parent, module);
            if (call is null || !call.Inputs.TryGetValue(variable.Name, out var input))
            {
                return call?.Module.Defaults.GetValueOrDefault(variable.Name) ?? new Value.Unknown();
            }

            (expression, module) = (input, parent);
        }
    }

    private ModuleCall? CallOf(string parent, string module)
    {
        var name = module[(parent.Length == 0 ? "module.".Length : parent.Length + ".module.".Length)..];
        return ConfigurationOf(parent)?.Calls.GetValueOrDefault(Addresses.NameOf(name).ToString());
    }

    private ModuleConfiguration? ConfigurationOf(string module) =>
        module.Length == 0 ? root : CallOf(Addresses.ModuleOf(module).ToString(), module)?.Module;
}
