using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Recipes;

namespace Drayage.Pipeline.Packing;

/// <summary>What the pack stage left: every artifact with its digest. Files stand in <c>dist/artifacts</c>, images in the OCI layout <c>dist/images</c>.</summary>
/// <param name="Artifacts">In the plan's order.</param>
/// <param name="Recipes">How the images and OCI artifacts are made, in the plan's order.</param>
/// <param name="ByPlannedName">Planned name → artifact, for names of which the toolchain decided a part.</param>
public sealed record Packages(ImmutableArray<Artifact> Artifacts, ImmutableArray<Recipe> Recipes, ImmutableDictionary<string, Artifact> ByPlannedName);
