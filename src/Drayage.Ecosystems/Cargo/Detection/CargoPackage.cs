using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>A package with what the checks need besides.</summary>
/// <param name="Dependencies">All of them, not only those of the repository.</param>
internal sealed record CargoPackage(
    CargoManifest Manifest, CargoWorkspace? Workspace, CargoFields Fields, Package Package, ImmutableArray<CargoDependency> Dependencies);
