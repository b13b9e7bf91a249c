using System.Text.RegularExpressions;

namespace Drayage.Registries.Crates.Rules;

/// <summary>What a crate may be called on crates.io.</summary>
internal static partial class CrateName
{
    private const int MaxLength = 64;

    // Of the standard library, and names that Windows keeps for devices.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "alloc", "arena", "ast", "builtins", "collections", "compiler_builtins", "core", "libc_print", "proc_macro", "rustc", "rustdoc", "std", "test",
        "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>Names that are alike in this are the same: case does not count, and neither do hyphens against underscores.</summary>
    public static string Canonical(string name) => name.ToLowerInvariant().Replace('-', '_');

    /// <exception cref="CratesRefusal">No crate can have the name.</exception>
    public static void Check(string name)
    {
        if (name.Length > MaxLength)
            throw CratesRefusal.BadRequest($"the name is too long (max {MaxLength} characters)");
        if (!Grammar().IsMatch(name))
            throw CratesRefusal.BadRequest($"invalid crate name `{name}`: it must begin with an ASCII letter and hold only ASCII letters, digits, `-` and `_`");
        if (Reserved.Contains(Canonical(name)))
            throw CratesRefusal.BadRequest("cannot upload a crate with a reserved name");
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Grammar();
}
