using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Model.Targets;

namespace Drayage.Model.Recipes;

/// <summary>What an image holds for one platform, above the layers of its base.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Layers">Bottom first.</param>
public sealed record RecipePlatform(TargetPlatform Platform, ImmutableArray<RecipeLayer> Layers);

/// <summary>What one layer changes. Paths have no leading slash.</summary>
public sealed record RecipeLayer
{
    /// <summary>For the image's history.</summary>
    public required string CreatedBy { get; init; }

    public ImmutableArray<PackedDirectory> Directories { get; init; } = [];

    public ImmutableArray<RecipeFile> Files { get; init; } = [];

    /// <summary>Paths of lower layers that are gone.</summary>
    public ImmutableArray<string> Whiteouts { get; init; } = [];
}

/// <summary>A file of a layer.</summary>
/// <param name="Path">Path inside the image, without a leading slash.</param>
/// <param name="Mode">Unix permission bits.</param>
/// <param name="UserId">Numeric owner.</param>
/// <param name="GroupId">Numeric group.</param>
/// <param name="Content">Its bytes.</param>
public sealed record RecipeFile(string Path, int Mode, int UserId, int GroupId, RecipeContent Content);

/// <summary>The image that another stands upon.</summary>
/// <param name="Reference"><c>registry/repository@digest</c>; null for one that is in no registry.</param>
/// <param name="Name">How the project names it, for the annotation of the image; null where it has no name.</param>
public sealed record RecipeBase(string? Reference, string? Name);
