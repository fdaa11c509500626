namespace Infrar.Core.Plans;

/// <summary>One instance of a module: <c>module.a["x"].module.b</c>.</summary>
internal sealed class ModuleInstance
{
    private ModuleInstance(string address, string call, string index, ModuleInstance? parent) =>
        (Address, Call, Index, Parent) = (address, call, index, parent);

    /// <summary>The root module.</summary>
    internal static ModuleInstance Root { get; } = new("", "", "", null);

    /// <summary>Address; empty for the root.</summary>
    internal string Address { get; }

    /// <summary>Name of the call that makes it, in the parent.</summary>
    internal string Call { get; }

    /// <summary>Index with its brackets; empty for none.</summary>
    internal string Index { get; }

    /// <summary>The module that calls it; null for the root.</summary>
    internal ModuleInstance? Parent { get; }

    /// <summary>Name of the outermost module; <c>main</c> at the root.</summary>
    internal string Outermost
    {
        get
        {
            var module = this;
            while (module.Parent is { Parent: not null } parent)
            {
                module = parent;
            }

            return module.Parent is null ? "main" : module.Call;
        }
    }

    /// <summary>What stands before the address of a resource in it.</summary>
    internal string Prefix => Address.Length == 0 ? "" : Address + ".";

    /// <summary>Every instance by its address, each made once.</summary>
    internal sealed class Book
    {
        // No engine nests modules so deep that an address is longer; a longer one must not cost a deep recursion.
        private const int LongestAddress = 4096;

        private readonly Dictionary<string, ModuleInstance> _all = new(StringComparer.Ordinal) { [""] = Root };
        private readonly Dictionary<string, ModuleInstance>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

        internal Book() => _bySpan = _all.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>The instance of that address; what does not read as one stands for the root.</summary>
        internal ModuleInstance At(ReadOnlySpan<char> address)
        {
            if (_bySpan.TryGetValue(address, out var known))
            {
                return known;
            }

            // The last call begins after the modules around it.
            var outer = Addresses.ModuleOf(address);
            var own = outer.IsEmpty ? address : address[(outer.Length + 1)..];
            if (!own.StartsWith("module.") || address.Length > LongestAddress)
            {
                return Root;
            }

            var rest = own["module.".Length..];
            var name = Addresses.NameOf(rest);
            var made = new ModuleInstance(
                address.ToString(),
                name.ToString(),
                Addresses.IndexOf(rest[name.Length..]).ToString(),
                At(outer)
            );
            _all.Add(made.Address, made);
            return made;
        }
    }
}
