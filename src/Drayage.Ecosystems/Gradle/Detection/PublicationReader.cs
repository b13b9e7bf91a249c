using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Reads the coordinates that a <c>publishing</c> or <c>mavenPublishing</c> block states.</summary>
internal sealed class PublicationReader(ValueReader values)
{
    public void Read(Frame frame, IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            switch (statement.LastName)
            {
                case "pom" or "repositories" or "versionMapping" or "signing":
                    break;
                case "artifactId" or "setArtifactId":
                    values.Assign(frame, statement, (project, value) => project.PublishedArtifact = value);
                    break;
                case "groupId" or "setGroupId":
                    values.Assign(frame, statement, (project, value) => project.PublishedGroup = value);
                    break;
                case "version" or "setVersion":
                    values.Assign(frame, statement, (project, value) => project.PublishedVersion = value);
                    break;
                case "coordinates":
                    Coordinates(frame, statement);
                    break;
                default:
                    Read(frame, statement.Inner);
                    break;
            }
        }
    }

    private void Coordinates(Frame frame, Statement statement)
    {
        var arguments = new List<ImmutableArray<Token>> { ImmutableArray<Token>.Empty };
        foreach (var token in statement.Value.Where(token => !token.Is(")")))
        {
            if (token.Is(","))
                arguments.Add([]);
            else
                arguments[^1] = arguments[^1].Add(token);
        }

        // Kotlin may name them: coordinates(groupId = "g", …).
        for (var i = 0; i < arguments.Count; i++)
            arguments[i] = arguments[i] is [_, var sign, ..] && sign.Is("=") ? arguments[i][2..] : arguments[i];
        foreach (var project in frame.Targets)
        {
            project.PublishedGroup = values.Read(frame.Script, arguments[0], project) ?? project.PublishedGroup;
            project.PublishedArtifact = arguments.Count > 1 ? values.Read(frame.Script, arguments[1], project) : project.PublishedArtifact;
            project.PublishedVersion = arguments.Count > 2 ? values.Read(frame.Script, arguments[2], project) : project.PublishedVersion;
        }
    }
}
