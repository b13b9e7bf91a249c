using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Locking;

/// <summary>What a <c>Cargo.lock</c> says, of whichever version of the format.</summary>
internal sealed class CargoLock
{
    private readonly ILookup<string, LockedCrate> crates;

    private CargoLock(IEnumerable<LockedCrate> crates) => this.crates = crates.ToLookup(crate => crate.Name, StringComparer.Ordinal);

    /// <returns>Null where the file cannot be read, or is older than Rust 1.0's first stable lock files.</returns>
    public static CargoLock? Read(SourceTree tree, string path)
    {
        try
        {
            var root = TomlDocument.Parse(tree.ReadText(path), path).Root;
            return root.Contains("root") ? null : new CargoLock([.. root.GetTables("package").Select(LockedCrate.Of).OfType<LockedCrate>()]);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    /// <summary>The entries of a crate of the repository: those without a source.</summary>
    public IEnumerable<LockedCrate> Own(string name) => crates[name].Where(crate => crate.IsOwn);

    /// <summary>The versions at which a crate takes another one; empty where it does not take it.</summary>
    public IEnumerable<string> VersionsFor(LockedCrate crate, string dependency) =>
        from written in crate.Dependencies
        let words = written.Value.Split(' ')
        where words[0] == dependency
        from version in words.Length > 1 ? [words[1]] : crates[dependency].Select(locked => locked.Version)
        select version;
}
