using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Whether a package's manifest lets it go to a registry (doc.rust-lang.org/cargo/reference/manifest.html#the-publish-field).</summary>
internal static class CratePermission
{
    /// <param name="settings">Where it is to go.</param>
    /// <param name="component">What is to go there.</param>
    /// <param name="hasCrate">Whether it makes a crate.</param>
    /// <exception cref="ReleaseException">The manifest forbids it, or nothing is made that could go.</exception>
    public static void Require(CratesSettings settings, ComponentDelivery component, bool hasCrate)
    {
        if (component.Package is not { Ecosystem: EcosystemName.Cargo } package)
            return;
        var stated = package.Publishability;
        if (!stated.IsPublishable)
            throw Refused(settings, component, $"{At(package)}: {stated.Reason}", $"take {settings.Id} out of the component's 'to', or let the manifest allow publishing");
        if (!stated.Registries.IsEmpty && !stated.Registries.Contains(settings.Registry))
        {
            throw Refused(
                settings, component, $"{At(package)}: {stated.Reason}, and registry of {settings.Id} is {settings.Registry}",
                $"add \"{settings.Registry}\" to package.publish, or {(settings.Registry == CargoRegistry.CratesIo ? $"name the registry in destination {settings.Id}: registry: {stated.Registries[0]}" : $"take {settings.Id} out of the component's 'to'")}");
        }

        if (!hasCrate)
            throw Refused(settings, component, "it builds programs, and then makes its crate only when told to", "write crate: true into the component");
    }

    private static string At(Package package) => package.Publishability.At?.ToString() ?? package.Manifest;

    private static ReleaseException Refused(CratesSettings settings, ComponentDelivery component, string because, string hint) => new(
        ExitCode.Refused, $"component {component.Component.Id}: crate {component.Component.Package} cannot go to {settings.Id}", because, hint)
    {
        At = component.Package?.Publishability.At,
    };
}
