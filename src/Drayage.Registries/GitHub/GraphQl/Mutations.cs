using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>What changes something over GraphQL.</summary>
internal static class Mutations
{
    public static GraphObject Root(GitHubCall call) => GraphObject.Of(
        "Mutation",
        ("createDiscussion", arguments => CreateDiscussionAsync(call, arguments.Input("input"))));

    private static async Task<object?> CreateDiscussionAsync(GitHubCall call, Arguments input)
    {
        if (NodeName.Of(input.Required("repositoryId")) is not { Type: "Repository", Parts: [var owner, var name] } || await call.FindRepositoryAsync(owner, name) is not { } state)
            return new NotResolved($"Could not resolve to a node with the global id of '{input.Required("repositoryId")}'");
        if (new Conversations(call.Views, state).FindCategory(input.Required("categoryId")) is not { } category)
            return new NotResolved($"Could not resolve to a node with the global id of '{input.Required("categoryId")}'");
        var asked = new Discussion { Number = 0, Category = category.Slug, Title = input.Required("title"), Body = input.Required("body"), CreatedAt = call.Now };
        try
        {
            var (after, made) = await call.UpdateAsync(state, before => ConversationRules.Discuss(before, asked));
            return GraphObject.Of("CreateDiscussionPayload", ("discussion", _ => new Conversations(call.Views, after).Discussion(made)));
        }
        catch (GitHubRefusal refusal)
        {
            throw new GraphQlFault("UNPROCESSABLE", refusal.Message);
        }
    }
}
