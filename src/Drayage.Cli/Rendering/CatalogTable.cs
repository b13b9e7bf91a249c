using Drayage.Model;
using Drayage.Model.Detection;

namespace Drayage.Cli.Rendering;

/// <summary>Shows what detection found.</summary>
internal static class CatalogTable
{
    public static void Write(Terminal terminal, Catalog catalog, bool all)
    {
        var shown = catalog.Packages.Where(p => all || p.Role == PackageRole.Product).ToArray();
        var table = new ResultTable(
            new("ecosystem") { IsName = true }, "package", new("version") { IsName = true }, "version stands in", "publishable", new("builds") { IsSparable = true });
        foreach (var package in shown)
            table.AddRow(Cells(package, all));
        table.Write(terminal);
        var hidden = catalog.Packages.Where(p => p.Role != PackageRole.Product).GroupBy(p => p.Role).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}").ToArray();
        terminal.Output.WriteLine($"{Counted.Of(shown.Length, "package")}{(all || hidden.Length == 0 ? "" : $"; not shown: {string.Join(", ", hidden)} (--all)")}");
        foreach (var warning in catalog.Warnings)
        {
            ErrorMessage.Warning(terminal, $"{(warning.At is null ? "" : $"{warning.At}: ")}{warning.Message} [{warning.Code}]");
            if (warning.Hint is not null)
                terminal.Error.WriteLine($"  hint: {warning.Hint}");
        }
    }

    private static string[] Cells(Package package, bool all) =>
    [
        package.Ecosystem,
        all && package.Role != PackageRole.Product ? $"{package.Name} ({package.Role.ToString().ToLowerInvariant()})" : package.Name,
        package.Version switch
        {
            PackageVersion.Static stated => stated.Spelling,
            PackageVersion.Dynamic dynamic => $"({dynamic.Provider})",
            PackageVersion.None { Assumed: { } assumed } => $"{assumed} (default)",
            _ => "-",
        },
        package.Version.Location is { } at ? $"{at.Path}:{at.Line}" : package.Manifest,
        $"{(package.Publishability.IsPublishable ? "yes" : "no")}: {package.Publishability.Reason}",
        string.Join(", ", package.Products.Select(p => $"{p.Kind} {p.Name}")),
    ];
}
