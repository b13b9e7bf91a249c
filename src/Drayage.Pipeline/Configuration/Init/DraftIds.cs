using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Drayage.Model.Components;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Makes component ids from package names: <c>@tide/client</c> is <c>tide-client</c>, <c>github.com/tide/api/v2</c> is <c>api</c>.</summary>
internal static partial class DraftIds
{
    private const int Longest = 64;

    /// <summary>One id a package, in the same order. Packages of one name get their ecosystem in front, then their directory, then a number.</summary>
    public static ImmutableArray<ComponentId> Of(ImmutableArray<Package> packages)
    {
        var ids = packages.Select(First).ToArray();
        foreach (var more in new Func<Package, string>[] { p => $"{p.Ecosystem}-{ShortName(p)}", p => $"{p.Ecosystem}-{p.Directory}-{ShortName(p)}" })
        {
            var clashing = ids.Select((id, at) => (id, at)).GroupBy(x => x.id).Where(g => g.Count() > 1).SelectMany(g => g.Select(x => x.at)).ToArray();
            foreach (var at in clashing)
                ids[at] = Clean(more(packages[at]));
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. ids.Select(id => ComponentId.Parse(Free(id, taken)))];
    }

    // A module foreign/go would be called go, which tells nobody what it is.
    private static string First(Package package) =>
        Clean(ShortName(package)) is var id && id == package.Ecosystem && package.Directory.Length > 0 ? Clean(package.Directory) : id;

    private static string ShortName(Package package)
    {
        if (package.Ecosystem == EcosystemName.Npm)
            return package.Name;
        var name = package.Ecosystem == EcosystemName.Go ? GoMajor().Replace(package.Name, "") : package.Name;
        var last = name.TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..];
        return last[(last.LastIndexOf(':') + 1)..];
    }

    /// <summary>Any text as a valid id.</summary>
    public static string Clean(string name)
    {
        var text = Others().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return text.Length == 0 ? "component" : text[..Math.Min(text.Length, Longest)].Trim('-');
    }

    private static string Free(string id, HashSet<string> taken)
    {
        var free = id;
        for (var number = 2; !taken.Add(free); number++)
        {
            var suffix = "-" + number.ToString(CultureInfo.InvariantCulture);
            free = id[..Math.Min(id.Length, Longest - suffix.Length)].TrimEnd('-') + suffix;
        }

        return free;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();

    [GeneratedRegex(@"[./]v[0-9]+\z")]
    private static partial Regex GoMajor();
}
