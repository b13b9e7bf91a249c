using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A repository's issues and discussions as objects of the graph.</summary>
internal sealed class Conversations(Views views, RepositoryState state)
{
    public object IssueOrPullRequest(int number) =>
        state.Issues.FirstOrDefault(issue => issue.Number == number) is { } issue
            ? Issue(issue)
            : new NotResolved($"Could not resolve to an issue or pull request with the number of {number}.");

    public GraphObject Issues(Arguments arguments) =>
        Graph.Connection("IssueConnection", [.. state.Issues.Reverse().Select(Issue)], arguments);

    public GraphObject Categories(Arguments arguments) =>
        Graph.Connection("DiscussionCategoryConnection", [.. DiscussionCategory.All.Select(Category)], arguments);

    /// <summary>Newest first.</summary>
    public GraphObject Discussions(Arguments arguments) => Graph.Connection(
        "DiscussionConnection",
        [
            .. state.Discussions.Reverse()
                .Where(discussion => arguments.Text("categoryId") is not { } category || category == CategoryId(discussion.Category))
                .Select(Discussion),
        ],
        arguments);

    public GraphObject Discussion(Discussion discussion) => GraphObject.Of(
        "Discussion",
        ("id", _ => Views.NodeId("Discussion", state.Owner, state.Name, discussion.Number)),
        ("number", _ => discussion.Number),
        ("title", _ => discussion.Title),
        ("body", _ => discussion.Body),
        ("url", _ => views.ConversationUrl(state, "discussions", discussion.Number)),
        ("category", _ => Category(DiscussionCategory.All.First(category => category.Slug == discussion.Category))),
        ("author", _ => Graph.User(state.Owner)),
        ("createdAt", _ => Views.Time(discussion.CreatedAt)));

    /// <summary>The category of an id; null when it is none of the repository's.</summary>
    public DiscussionCategory? FindCategory(string id) => DiscussionCategory.All.FirstOrDefault(category => CategoryId(category.Slug) == id);

    private string CategoryId(string slug) => Views.NodeId("DiscussionCategory", state.Owner, state.Name, slug);

    private GraphObject Category(DiscussionCategory category) => GraphObject.Of(
        "DiscussionCategory",
        ("id", _ => CategoryId(category.Slug)),
        ("name", _ => category.Name),
        ("slug", _ => category.Slug));

    private GraphObject Issue(Issue issue) => GraphObject.Of(
        "Issue",
        ("id", _ => Views.NodeId("Issue", state.Owner, state.Name, issue.Number)),
        ("number", _ => issue.Number),
        ("title", _ => issue.Title),
        ("body", _ => issue.Body),
        ("state", _ => "OPEN"),
        ("stateReason", _ => null),
        ("url", _ => views.ConversationUrl(state, "issues", issue.Number)),
        ("author", _ => Graph.User(state.Owner)),
        ("createdAt", _ => Views.Time(issue.CreatedAt)),
        ("updatedAt", _ => Views.Time(issue.UpdatedAt)),
        ("closedAt", _ => null),
        ("milestone", _ => null),
        ("assignees", arguments => Graph.Connection("UserConnection", [], arguments)),
        ("projectCards", arguments => Graph.Connection("ProjectCardConnection", [], arguments)),
        ("reactionGroups", _ => Array.Empty<GraphObject>()),
        ("labels", arguments => Graph.Connection("LabelConnection", [.. issue.Labels.Select(Label)], arguments)),
        ("comments", arguments => Graph.Connection("IssueCommentConnection", [.. issue.Comments.Select(comment => Comment(issue, comment))], arguments)));

    private GraphObject Label(string name) => GraphObject.Of(
        "Label",
        ("id", _ => Views.NodeId("Label", state.Owner, state.Name, name)),
        ("name", _ => name),
        ("description", _ => null),
        ("color", _ => "ededed"));

    private GraphObject Comment(Issue issue, IssueComment comment) => GraphObject.Of(
        "IssueComment",
        ("id", _ => Views.NodeId("IssueComment", state.Owner, state.Name, comment.Id)),
        ("author", _ => Graph.User(state.Owner)),
        ("authorAssociation", _ => "OWNER"),
        ("body", _ => comment.Body),
        ("createdAt", _ => Views.Time(comment.CreatedAt)),
        ("includesCreatedEdit", _ => false),
        ("isMinimized", _ => false),
        ("minimizedReason", _ => ""),
        ("reactionGroups", _ => Array.Empty<GraphObject>()),
        ("url", _ => views.CommentUrl(state, issue.Number, comment)),
        ("viewerDidAuthor", _ => true));
}
