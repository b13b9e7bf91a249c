using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.GitHub.Interface;

/// <summary>A GraphQL request.</summary>
internal sealed record GraphQuery(string Query, QueryVariables Variables);

/// <summary>What queries here are given; null leaves a variable out.</summary>
internal sealed record QueryVariables
{
    public string? Owner { get; init; }

    public string? Name { get; init; }

    /// <summary>Cursor of a page's end.</summary>
    public string? After { get; init; }

    public DiscussionInput? Input { get; init; }
}

/// <summary>A discussion to be made.</summary>
internal sealed record DiscussionInput(string RepositoryId, string CategoryId, string Title, string Body);

/// <summary>The answer to a GraphQL request, which is 200 also where it failed.</summary>
internal sealed record GraphAnswer(GraphData? Data, ImmutableArray<GraphError>? Errors);

internal sealed record GraphError(string Message, string? Type = null);

internal sealed record GraphData
{
    public GraphRepository? Repository { get; init; }
}

/// <summary>A repository, as far as it was asked for.</summary>
internal sealed record GraphRepository
{
    public string? Id { get; init; }

    public GraphList<GraphCategory>? DiscussionCategories { get; init; }

    public GraphList<GraphDiscussion>? Discussions { get; init; }
}

internal sealed record GraphList<T>(ImmutableArray<T> Nodes, GraphPage? PageInfo = null);

internal sealed record GraphPage(bool HasNextPage, string? EndCursor);

internal sealed record GraphCategory(string Id, string Name, string Slug);

internal sealed record GraphDiscussion(string Url, string? Body);

/// <summary>GitHub's GraphQL wire format.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GraphQuery))]
[JsonSerializable(typeof(GraphAnswer))]
internal sealed partial class GraphJson : JsonSerializerContext;
