using Drayage.Model.Components;
using Drayage.Model.Targets;

namespace Drayage.Model.Planning;

/// <summary>An artifact that the release will deliver.</summary>
/// <param name="Name">Its name; <c>*</c> stands for the part that only the toolchain decides.</param>
/// <param name="Kind">One of <see cref="Artifacts.ArtifactKind"/>.</param>
/// <param name="Component">Null for what belongs to the whole release.</param>
/// <param name="Step">The step that makes it.</param>
/// <param name="Repository">For what goes to OCI registries: its repository name below a registry.</param>
public sealed record PlannedArtifact(string Name, string Kind, ComponentId? Component, TargetPlatform? Platform, string Step, string? Repository = null);
