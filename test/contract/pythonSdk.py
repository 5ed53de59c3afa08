"""Drives the official Python SDK, untouched, through every call that it shares with the provider, and more."""

import base64
import json
import os
import urllib.request
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import PureCloudPlatformClientV2 as sdk

url = os.environ["SIMULATOR_URL"]
client_id = os.environ["SIMULATOR_ID"]
client_secret = os.environ["SIMULATOR_SECRET"]


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"


def raw_sample():
    """The vendor's sample without the SDK: it puts the type of the token before the token."""
    secret = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/x-www-form-urlencoded"}
    login = urllib.request.Request(f"{url}/oauth/token", b"grant_type=client_credentials", headers)
    token = json.load(urllib.request.urlopen(login))
    authorization = f"{token['token_type']} {token['access_token']}"
    roles = urllib.request.Request(f"{url}/api/v2/authorization/roles", headers={"Authorization": authorization})
    assert json.load(urllib.request.urlopen(roles))["total"] >= 4


def log_in():
    where = urlsplit(url)
    client = sdk.api_client.ApiClient()
    client.set_gateway(where.hostname, where.scheme, where.port, "login", "")
    return client.get_client_credentials_token(client_id, client_secret)


def organization(client):
    same(sdk.OrganizationApi(client).get_organizations_me().third_party_org_name, "acmecontact")
    same(sdk.TokensApi(client).get_tokens_me().o_auth_client.id, client_id)
    same(sdk.AuthorizationApi(client).get_authorization_products().total, 3)


def users(client):
    api = sdk.UsersApi(client)
    anna, ben = api.get_users(page_size=2, state="active", expand=["groups", "authorization"]).entities
    same(api.get_user(anna.id, expand=["authorization"], state="active").authorization.roles[0].name, "employee")

    def found(**criterion):
        body = sdk.UserSearchRequest()
        body.query = [sdk.UserSearchCriteria()]
        body.expand, body.sort = [], []
        for field, value in criterion.items():
            setattr(body.query[0], field, value)
        return api.post_users_search(body).total

    same(found(type="EXACT", fields=["email"], value=anna.email), 1)
    same(found(type="STARTS_WITH", fields=["email"], value="anna."), 4)
    same(found(type="CONTAINS", fields=["name"], value="smith"), 16)
    same(found(type="TERM", fields=["name"], value="smith", group=[]), 16)
    same(found(type="EXACT", fields=["email"], value="nobody@acme.example"), 0)
    return anna.id, ben.id


def roles(client, user):
    api = sdk.AuthorizationApi(client)
    assert api.get_authorization_permissions(page_size=100).total > 25
    same(sdk.ObjectsApi(client).get_authorization_divisions_home().name, "Home")
    division = sdk.AuthzDivision()
    division.name, division.description = "Madrid", "D"
    division = sdk.ObjectsApi(client).post_authorization_divisions(division)
    division.description = "E"
    same(sdk.ObjectsApi(client).put_authorization_division(division.id, division).description, "E")

    policy = sdk.DomainPermissionPolicy()
    policy.domain, policy.entity_name, policy.action_set, policy.named_resources = "routing", "queue", ["view"], []
    new = sdk.DomainOrganizationRoleCreate()
    new.name, new.permissions, new.unused_permissions = "R", ["group_creation"], []
    new.permission_policies, new.addon_licenses = [policy], []
    role = api.post_authorization_roles(new)
    same(role.permissions, ["group_creation"])
    read = api.get_authorization_role(role.id, user_count=True)
    read.name = "R2"
    same(api.put_authorization_role(role.id, read).name, "R2")
    same(api.patch_authorization_role(role.id, read).name, "R2")
    same(api.get_authorization_roles(name="R2", user_count=False).total, 1)

    api.post_authorization_subject_division_role(user, division.id, role.id, subject_type="PC_USER")
    api.delete_authorization_subject_division_role(user, division.id, role.id)
    pair = sdk.RoleDivisionPair()
    pair.role_id, pair.division_id = role.id, "*"
    grants = sdk.RoleDivisionGrants()
    grants.grants = [pair]
    for change in ("bulkadd", "bulkremove", "bulkreplace"):
        getattr(api, f"post_authorization_subject_{change}")(user, grants)
    same(len(api.get_authorization_subject(user, include_duplicates=True).grants), 1)
    both = sdk.SubjectDivisions()
    both.subject_ids, both.division_ids = [client_id], ["*"]
    api.post_authorization_role(role.id, both, subject_type="PC_OAUTH_CLIENT")
    same(len(api.get_authorization_subjects_me().grants), 2)
    same(api.get_authorization_role_subjectgrants(role.id, page_size=100).total, 2)
    same(api.put_authorization_role_users_add(role.id, [user]), [user])
    same(api.get_authorization_role_users(role.id).total, 1)
    same(api.put_authorization_role_users_remove(role.id, [user]), [user])
    same(len(api.put_user_roles(user, [role.id]).roles), 1)
    assert "routing:queue:view" in api.get_user_roles(user).permissions
    sdk.ObjectsApi(client).delete_authorization_division(division.id, force=True)
    return role.id


def oauth_clients(client, role):
    api = sdk.OAuthApi(client)
    same(len(api.get_oauth_scopes().entities), 124)
    same(api.get_oauth_scope("users:readonly").id, "users:readonly")
    body = sdk.OAuthClientRequest()
    body.name, body.authorized_grant_type = "C", "CLIENT-CREDENTIALS"
    body.registered_redirect_uri, body.scope = [], []
    held = sdk.RoleDivision()
    held.role_id, held.division_id = role, "*"
    body.role_divisions = [held]
    made = api.post_oauth_clients(body)
    assert api.post_oauth_client_secret(made.id).secret != made.secret
    read = api.get_oauth_client(made.id)
    read.state = "inactive"
    same(api.put_oauth_client(made.id, read).state, "inactive")
    same(api.get_oauth_clients().total, 3)
    api.delete_oauth_client(made.id)


def groups(client, members):
    api = sdk.GroupsApi(client)
    new = sdk.GroupCreate()
    new.name, new.type, new.rules_visible, new.visibility = "G", "official", True, "public"
    new.images, new.addresses = [], []
    group = api.post_groups(new)
    update = sdk.GroupMembersUpdate()
    update.member_ids, update.version = list(members), group.version
    api.post_group_members(group.id, update)
    same(len(api.get_group_individuals(group.id).entities), 2)
    same(api.get_group_members(group.id, expand=["authorization"]).total, 2)
    api.delete_group_members(group.id, ",".join(members))
    read = api.get_group(group.id)
    read.description = "D"
    same(api.put_group(group.id, body=read).description, "D")
    assert api.get_groups(page_size=100).total >= 3
    search = sdk.GroupSearchRequest()
    search.query, search.sort = [sdk.GroupSearchCriteria()], []
    search.query[0].type, search.query[0].fields, search.query[0].value = "EXACT", ["name"], "G"
    same(api.post_groups_search(search).total, 1)
    policy = sdk.VoicemailApi(client).get_voicemail_group_policy(group.id)
    policy.enabled = True
    same(sdk.VoicemailApi(client).patch_voicemail_group_policy(group.id, policy).enabled, True)
    return group.id


def integrations(client, group):
    api = sdk.IntegrationsApi(client)
    credential = sdk.Credential()
    credential.name, credential.type = "K", api.get_integrations_credentials_types()[0]
    credential.credential_fields = {"userName": "u", "password": "p"}
    stored = api.post_integrations_credentials(body=credential)
    same(api.put_integrations_credential(stored.id, body=credential).id, stored.id)
    same(api.get_integrations_credential(stored.id).name, "K")
    same(api.get_integrations_credentials().total, 1)
    same(len(api.get_integrations_credentials_listing().entities), 1)
    api.delete_integrations_credential(stored.id)

    new = sdk.CreateIntegrationRequest()
    new.integration_type = api.get_integrations_type("embedded-client-app")
    app = api.post_integrations(body=new)
    same(app.name, "Client Application")
    config = api.get_integration_config_current(app.id)
    config.properties = {"url": "https://a.example", "groups": [group]}
    same(api.put_integration_config_current(app.id, body=config).properties, config.properties)
    whole = api.get_integration(app.id)
    whole.intended_state = "ENABLED"
    same(api.patch_integration(app.id, body=whole).intended_state, "ENABLED")
    same(api.get_integrations(page_size=100).total, 2)
    same(api.get_integrations_types().total, 4)
    assert api.get_integrations_type_configschema("embedded-client-app", "properties").properties
    api.delete_integration(app.id)


def audits(client):
    api = sdk.AuditApi(client)
    now = datetime.now(timezone.utc)
    interval = "/".join(at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in (now - timedelta(days=1), now + timedelta(hours=1)))
    assert api.get_audits_query_realtime_servicemapping().services
    assert api.get_audits_query_servicemapping().services
    realtime = sdk.AuditRealtimeQueryRequest()
    query = sdk.AuditQueryRequest()
    for body in (realtime, query):
        body.interval, body.service_name, body.filters, body.sort = interval, "Groups", [], []
    assert api.post_audits_query_realtime(realtime, expand=["user"]).total > 0
    search = api.post_audits_query(query)
    for state in ("Running", "Succeeded"):
        same(api.get_audits_query_transaction_id(search.id).state, state)
    assert api.get_audits_query_transaction_id_results(search.id).entities


def errors(client):
    try:
        sdk.GroupsApi(client).get_group("none")
    except sdk.rest.ApiException as error:
        same(error.status, 404)
        assert error.headers["ININ-Correlation-Id"] == json.loads(error.body)["contextId"]
    else:
        raise AssertionError("a group that does not exist was found")


raw_sample()
connected = log_in()
organization(connected)
people = users(connected)
made_role = roles(connected, people[0])
oauth_clients(connected, made_role)
made_group = groups(connected, people)
integrations(connected, made_group)
errors(connected)
sdk.GroupsApi(connected).delete_group(made_group)
sdk.AuthorizationApi(connected).delete_authorization_role(made_role)
audits(connected)
sdk.TokensApi(connected).delete_tokens_me()
