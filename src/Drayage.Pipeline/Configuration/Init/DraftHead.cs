using System.Collections.Immutable;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>The top of a draft: what to do next, the project, its version.</summary>
internal static class DraftHead
{
    public static void Write(DraftText text, DraftFacts facts, DraftVersions versions, ImmutableArray<DraftComponent> components)
    {
        text.Comment(0, $"How Drayage releases {facts.Project}, drafted from what the repository holds. Read it, change it, commit it.");
        text.Comment(0, "Next:  drayage check config   is it valid?");
        text.Comment(0, "       drayage plan           what would be built, tagged and published?");
        text.Comment(0, "       drayage rehearse       release it into registries on this machine; nothing leaves it");
        text.Comment(0, "Editors complete and check this file with the schema that drayage schema prints.");
        text.Blank();
        text.Key(0, "schema", "1");
        text.Key(0, "project", DraftText.Scalar(facts.Project));
        if (facts.Repository is { } slug)
            text.Key(0, "repository", DraftText.Scalar(slug));
        else
            text.Comment(0, "repository: OWNER/NAME  # no remote of the repository names one on GitHub");
        new DraftAbout([.. components.Select(component => component.Package)], facts.Project).Write(text);
        text.Blank();
        WriteVersion(text, facts, versions, components);
    }

    private static void WriteVersion(DraftText text, DraftFacts facts, DraftVersions versions, ImmutableArray<DraftComponent> components)
    {
        switch (versions)
        {
            case { Project: null }:
                text.Comment(0, "The manifests state different versions, so each component has its own version and tags.");
                text.Comment(0, "Components without 'version: own' would share one: version: FILE#KEY.PATH, such as Cargo.toml#workspace.package.version");
                text.Blank();
                return;
            case { Shared: { } shared, HasOutsiders: true }:
                text.Comment(0, $"Nearly every manifest that states a version says {shared.Text}; components with 'version: own' go their own way.");
                break;
            case { Shared: { } shared }:
                text.Comment(0, $"Every manifest that states a version says {shared.Text}.");
                break;
            case var _ when components.IsEmpty:
                return;
            default:
                text.Comment(0, "No manifest states a version: the tag of the released commit says it.");
                break;
        }

        text.Key(0, "version", versions.Project);
        text.Key(0, "tag", DraftText.Scalar(DraftTags.TemplateOf(facts)));
        text.Blank();
    }
}
