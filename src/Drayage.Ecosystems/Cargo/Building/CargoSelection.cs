using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>Which targets of a package a component builds.</summary>
internal sealed record CargoSelection(ImmutableArray<string> Binaries, ImmutableArray<string> Libraries)
{
    public bool IsEmpty => Binaries.IsEmpty && Libraries.IsEmpty;

    /// <exception cref="ReleaseException">The component names a target that the package does not have.</exception>
    public static CargoSelection Of(ComponentId component, Package package, CargoSettings settings)
    {
        var binaries = Names(package, ProductKind.Binary);
        var libraries = Names(package, ProductKind.SharedLibrary);
        RefuseUnknown(component, package, "binary", settings.Binaries, binaries, settings.BinariesAt);
        RefuseUnknown(component, package, "shared library", settings.Libraries, libraries, settings.LibrariesAt);
        // Whoever names only the one kind wants only that kind.
        var chosen = settings is { Binaries.IsEmpty: true, Libraries.IsEmpty: true };
        return new CargoSelection(
            chosen ? [.. binaries.Where(name => IsOn(name, package, settings))] : settings.Binaries,
            chosen && binaries.IsEmpty ? libraries : settings.Libraries);
    }

    private static ImmutableArray<string> Names(Package package, string kind) =>
        [.. package.Products.Where(product => product.Kind == kind).Select(product => product.Name)];

    private static void RefuseUnknown(
        ComponentId component, Package package, string kind, ImmutableArray<string> wanted, ImmutableArray<string> known, SourceLocation at)
    {
        if (wanted.FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
            return;
        var near = NearestName.Find(unknown, known);
        throw new ReleaseException(
            ExitCode.Usage,
            $"component {component}: package {package.Name} has no {kind} {unknown}",
            $"{at}: {package.Manifest} declares {(known.IsEmpty ? "none" : string.Join(", ", known))}",
            near is null ? "correct the name, or the package" : $"did you mean '{near}'?")
        { At = at };
    }

    /// <summary>Cargo refuses to build a binary by name while one of its required features is off.</summary>
    private static bool IsOn(string binary, Package package, CargoSettings settings)
    {
        if (settings.AllFeatures)
            return true;
        var required = package.Facts.FirstOrDefault(fact => fact.Name == "required-features" && fact.Value.StartsWith(binary + ": ", StringComparison.Ordinal));
        if (required is null)
            return true;
        var byDefault = settings.DefaultFeatures ? package.Facts.FirstOrDefault(fact => fact.Name == "default-features")?.Value.Split(", ") ?? [] : [];
        return required.Value[(binary.Length + 2)..].Split(", ").All(feature => settings.Features.Contains(feature) || byDefault.Contains(feature));
    }
}
