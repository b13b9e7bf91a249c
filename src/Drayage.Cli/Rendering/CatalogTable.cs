using Drayage.Model;
using Drayage.Model.Detection;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Shows what detection found.</summary>
internal static class CatalogTable
{
    public static void Write(Terminal terminal, Catalog catalog, bool all)
    {
        var shown = catalog.Packages.Where(p => all || p.Role == PackageRole.Product).ToArray();
        var table = new Table().Border(TableBorder.Simple).AddColumns("ecosystem", "package", "version", "version stands in", "publishable", "builds");
        foreach (var package in shown)
            table.AddRow(Cells(package, all));
        terminal.Results.Write(table);
        var hidden = catalog.Packages.Where(p => p.Role != PackageRole.Product).GroupBy(p => p.Role).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}").ToArray();
        terminal.Output.WriteLine($"{Counted.Of(shown.Length, "package")}{(all || hidden.Length == 0 ? "" : $"; not shown: {string.Join(", ", hidden)} (--all)")}");
        foreach (var warning in catalog.Warnings)
        {
            ErrorMessage.Warning(terminal, $"{(warning.At is null ? "" : $"{warning.At}: ")}{warning.Message} [{warning.Code}]");
            if (warning.Hint is not null)
                terminal.Error.WriteLine($"  hint: {warning.Hint}");
        }
    }

    private static Markup[] Cells(Package package, bool all) =>
    [
        Text(package.Ecosystem),
        Text(all && package.Role != PackageRole.Product ? $"{package.Name} ({package.Role.ToString().ToLowerInvariant()})" : package.Name),
        Text(package.Version switch
        {
            PackageVersion.Static stated => stated.Spelling,
            PackageVersion.Dynamic dynamic => $"({dynamic.Provider})",
            PackageVersion.None { Assumed: { } assumed } => $"{assumed} (default)",
            _ => "-",
        }),
        Text(package.Version.Location is { } at ? $"{at.Path}:{at.Line}" : package.Manifest),
        Text($"{(package.Publishability.IsPublishable ? "yes" : "no")}: {package.Publishability.Reason}"),
        Text(string.Join(", ", package.Products.Select(p => $"{p.Kind} {p.Name}"))),
    ];

    private static Markup Text(string text) => new(Markup.Escape(text));
}
