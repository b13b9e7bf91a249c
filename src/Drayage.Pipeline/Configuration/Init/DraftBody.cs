using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>The components of a draft.</summary>
internal static class DraftBody
{
    private static readonly ImmutableArray<string> Workshop = ["hack", "tools", "tool", "scripts", "script", "internal", "build", "ci", "gen", "generate"];

    public static void Write(DraftText text, ImmutableArray<DraftComponent> components)
    {
        text.Comment(0, "What is released, by id. Ids stand in tags and file names: choose them well, they stay.");
        text.Key(0, "components", components.IsEmpty ? "{}" : null);
        foreach (var component in components)
        {
            Write(text, component);
            text.Blank();
        }
    }

    private static void Write(DraftText text, DraftComponent component)
    {
        var package = component.Package;
        text.Key(1, component.Id.Text, comment: $"{package.Name}: {Products(package)}");
        text.Key(2, "ecosystem", package.Ecosystem);
        text.Key(2, "path", component.Path.Length == 0 ? "." : DraftText.Scalar(component.Path));
        if (component.PackageName is { } name)
            text.Key(2, "package", DraftText.Scalar(name));
        if (component.OwnVersion is { } version)
            text.Key(2, "version", version, package.Version.Text is { } stated ? stated : null);
        if (component.Tag is { } tag)
            text.Key(2, "tag", DraftText.Scalar(tag));
        WritePrograms(text, component);
        text.Key(2, "to", DraftText.List(component.To));
    }

    private static void WritePrograms(DraftText text, DraftComponent component)
    {
        if (!component.HasProgram)
            return;
        var programs = component.Package.Products.Where(p => p.Kind == ProductKind.Binary).ToImmutableArray();
        var chosen = Choose(programs);
        if (component.Takes("main") && chosen.Length < programs.Length)
            text.Key(2, "main", DraftText.List(chosen.Select(p => Relative(p, component.Package))), $"of {programs.Length} programs");
        if (component.Takes("mode") && component.Package.Publishability.IsPublishable)
        {
            text.Comment(2, "mode: publish  # the program in place of the package, with platforms: [linux/amd64]");
            return;
        }

        if (component.Takes("crate") && component.Package.Publishability.IsPublishable)
            text.Comment(2, "crate: true  # the .crate beside the programs");
        if (component.Takes("mode"))
            text.Key(2, "mode", "publish");
        if (component.Takes("platforms"))
            text.Key(2, "platforms", "[linux/amd64]", "more: linux/arm64, darwin/arm64, windows/amd64");
    }

    /// <summary>Programs for users: not those of examples, tests and the project's own workshop, and one of each name.</summary>
    private static ImmutableArray<Product> Choose(ImmutableArray<Product> programs)
    {
        var ours = programs.Where(p => DraftSelection.IsForUsers(p) && p.Path?.Split('/').Any(Workshop.Contains) != true).ToArray();
        return [.. (ours.Length > 0 ? ours : [.. programs]).DistinctBy(p => p.Name.ToLowerInvariant())];
    }

    private static string Relative(Product program, Package package) =>
        program.Path is not { } path ? "."
        : package.Directory.Length == 0 ? $"./{path}"
        : $"./{path[(package.Directory.Length + 1)..]}";

    private static string Products(Package package)
    {
        var products = package.Products.Where(DraftSelection.IsForUsers).Select(p => p.Kind == ProductKind.Binary ? $"program {p.Name}" : p.Kind).Distinct().ToArray();
        return products.Length == 0 ? package.Ecosystem : string.Join(", ", products.Take(6)) + (products.Length > 6 ? ", …" : "");
    }
}
