using System.Globalization;
using System.Text.Json.Nodes;
using Drayage.Registries.GitHub.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary><c>/api/graphql</c>: the queries that GitHub's command line sends about releases, and others over the same objects.</summary>
internal static class GraphQlEndpoint
{
    public static async Task PostAsync(GitHubCall call)
    {
        var request = await call.BodyAsync(GitHubJson.Wire.GraphQlRequest);
        JsonObject response;
        try
        {
            var document = Parser.Parse(request.Query ?? throw new GraphQlFault("parseError", "a query attribute must be specified"));
            response = await new Executor(document, request.Variables).RunAsync(document.IsMutation ? Mutations.Root(call) : Root(call));
        }
        catch (GraphQlFault fault)
        {
            response = new JsonObject
            {
                ["errors"] = new JsonArray(new JsonObject
                {
                    ["message"] = fault.Message,
                    ["extensions"] = new JsonObject { ["code"] = fault.Code },
                }),
            };
        }
        await call.AnswerAsync(StatusCodes.Status200OK, response);
    }

    private static GraphObject Root(GitHubCall call) => GraphObject.Of(
        "Query",
        ("node", arguments => NodeAsync(call, arguments.Required("id"))),
        ("viewer", _ => Graph.User(GitHubProtocol.Login)),
        ("repository", arguments => RepositoryAsync(call, arguments.Required("owner"), arguments.Required("name"))));

    private static async Task<object?> NodeAsync(GitHubCall call, string id) =>
        NodeName.Of(id) is { Type: "Issue", Parts: [var owner, var name, var text] } && int.TryParse(text, CultureInfo.InvariantCulture, out var number) && await call.FindRepositoryAsync(owner, name) is { } state
            ? new Conversations(call.Views, state).IssueOrPullRequest(number)
            : new NotResolved($"Could not resolve to a node with the global id of '{id}'");

    private static async Task<object?> RepositoryAsync(GitHubCall call, string owner, string name) =>
        await call.FindRepositoryAsync(owner, name) is { } state
            ? new Graph(call.Views, call.Trusted).Repository(state)
            : new NotResolved($"Could not resolve to a Repository with the name '{owner}/{name}'.");
}
