using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Model.Waybills;

namespace Drayage.Pipeline.Installing;

/// <summary>What is known of a consignment by those who tell how to install it: the same whether it is planned or sealed.</summary>
public sealed record InstallableConsignment
{
    /// <inheritdoc cref="PlannedConsignment.Destination"/>
    public required string Destination { get; init; }

    /// <inheritdoc cref="PlannedConsignment.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="PlannedConsignment.Address"/>
    public required string Address { get; init; }

    /// <summary>The version in the destination's spelling.</summary>
    public required string Version { get; init; }

    /// <summary>In dependency order.</summary>
    public required ImmutableArray<InstallableComponent> Components { get; init; }

    /// <summary>What it carries; in a plan <c>*</c> stands for the part of a name that only the toolchain decides.</summary>
    public required ImmutableArray<InstallableArtifact> Artifacts { get; init; }

    /// <inheritdoc cref="PlannedConsignment.Options"/>
    public required ImmutableSortedDictionary<string, string> Options { get; init; }

    /// <summary>Repository-relative path of the project's public key; null where none is known.</summary>
    public string? PublicKey { get; init; }

    /// <summary>All of a plan, in its order.</summary>
    /// <param name="artifacts">What the consignments carry, by name; what is missing belongs to the whole release.</param>
    public static ImmutableArray<InstallableConsignment> Of(
        IEnumerable<PlannedConsignment> consignments, IEnumerable<PlannedComponent> components, IEnumerable<PlannedArtifact> artifacts, string? publicKey)
    {
        var byName = artifacts.ToDictionary(artifact => artifact.Name, StringComparer.Ordinal);
        var all = components.ToImmutableArray();
        return
        [
            .. consignments.Where(planned => planned.Announcement is null).Select(planned => new InstallableConsignment
            {
                Destination = planned.Destination,
                Kind = planned.Kind,
                Address = planned.Address,
                Version = planned.Version,
                Components = [.. all.Where(c => planned.Components.Contains(c.Id)).Select(c => new InstallableComponent(c.Ecosystem, c.Package, c.NativeVersion))],
                Artifacts = [.. planned.Artifacts.Where(byName.ContainsKey).Select(name => new InstallableArtifact(name, byName[name].Kind, byName[name].Platform))],
                Options = planned.Options,
                PublicKey = publicKey,
            }),
        ];
    }

    /// <summary>All of a sealed release, in its order.</summary>
    public static ImmutableArray<InstallableConsignment> Of(Waybill waybill, string? publicKey)
    {
        var byName = waybill.Artifacts.ToDictionary(artifact => artifact.Name.Text, StringComparer.Ordinal);
        return
        [
            .. waybill.Consignments.Where(sealedOne => sealedOne.Announcement is null).Select(sealedOne => new InstallableConsignment
            {
                Destination = sealedOne.Destination,
                Kind = sealedOne.Kind,
                Address = sealedOne.Address,
                Version = sealedOne.Version,
                Components = [.. waybill.Components.Where(c => sealedOne.Components.Contains(c.Id)).Select(c => new InstallableComponent(c.Ecosystem, c.Package, c.NativeVersion))],
                Artifacts = [.. sealedOne.Effects.OfType<Effect.Put>().Where(put => byName.ContainsKey(put.Name))
                    .Select(put => new InstallableArtifact(put.Name, byName[put.Name].Kind, byName[put.Name].Platform))],
                Options = sealedOne.Options,
                PublicKey = publicKey,
            }),
        ];
    }
}

/// <summary>A component whose package is installed.</summary>
/// <param name="Ecosystem">One of <see cref="Model.Detection.EcosystemName"/>.</param>
/// <param name="Package">Its name in its ecosystem.</param>
/// <param name="NativeVersion">The version in the ecosystem's spelling.</param>
public sealed record InstallableComponent(string Ecosystem, string Package, string NativeVersion);

/// <summary>What is fetched.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">One of <see cref="Model.Artifacts.ArtifactKind"/>.</param>
/// <param name="Platform">The platform it runs on; null where it runs anywhere or on several.</param>
public sealed record InstallableArtifact(string Name, string Kind, TargetPlatform? Platform);
